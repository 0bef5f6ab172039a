package io.jenkins.plugins.mlsteps.jenkins;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.bind.JavaScriptMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What of the plugin Stapler answers requests with, found in the compiled classes and the resources beside them. */
final class WebSurface {
    private static final String ROOM = "io.jenkins.plugins.mlsteps.jenkins";

    private final JavaClasses classes =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOM);

    /** As {@code Class#method}. */
    Set<String> methods() {
        return names(methods(method -> true));
    }

    /** Those that whoever asks by GET does not reach. */
    Set<String> methodsByPostOnly() {
        return names(methods(method -> method.isAnnotatedWith(RequirePOST.class)));
    }

    /** Classes with a page of their own, by simple name. */
    Set<String> pages() throws IOException, URISyntaxException {
        Path resources = Path.of(
                WebSurface.class.getResource("/io/jenkins/plugins/mlsteps/jenkins/page/MlTab/index.jelly").toURI());
        Path room = resources.getParent().getParent().getParent();
        try (Stream<Path> files = Files.walk(room)) {
            return files.filter(file -> file.endsWith("index.jelly"))
                    .map(file -> file.getParent().getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private List<JavaMethod> methods(Predicate<JavaMethod> filter) {
        return classes.stream()
                .map(JavaClass::getMethods)
                .flatMap(Set::stream)
                .filter(WebSurface::answersRequests)
                .filter(filter)
                .toList();
    }

    /** By name or by annotation, as Stapler's dispatcher finds them. */
    private static boolean answersRequests(JavaMethod method) {
        boolean named = method.getName().matches("(do|js)[A-Z].*") && method.getModifiers().contains(JavaModifier.PUBLIC);
        return named || method.isAnnotatedWith(WebMethod.class) || method.isAnnotatedWith(JavaScriptMethod.class);
    }

    private static Set<String> names(List<JavaMethod> methods) {
        return methods.stream()
                .map(method -> method.getOwner().getFullName().substring(ROOM.length() + 1) + "#" + method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
