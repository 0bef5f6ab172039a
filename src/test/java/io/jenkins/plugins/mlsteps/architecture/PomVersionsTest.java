package io.jenkins.plugins.mlsteps.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The plugin and the command are built from the same sources and so need the same libraries. */
class PomVersionsTest {
    /** Libraries of the {@code cli} room, which the plugin has not. */
    private static final Set<String> OF_THE_COMMAND =
            Set.of("org.codehaus.groovy:groovy-all", "info.picocli:picocli", "org.slf4j:slf4j-nop");

    /** Libraries that come with a Jenkins plugin, and the plugin. */
    private static final Map<String, String> FROM_API_PLUGINS = Map.of(
            "com.fasterxml.jackson.core:jackson-databind", "org.jenkins-ci.plugins:jackson2-api",
            "com.fasterxml.jackson.datatype:jackson-datatype-jsr310", "org.jenkins-ci.plugins:jackson2-api",
            "com.fasterxml.jackson.datatype:jackson-datatype-jdk8", "org.jenkins-ci.plugins:jackson2-api",
            "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml", "org.jenkins-ci.plugins:jackson2-api",
            "io.fabric8:kubernetes-client", "org.jenkins-ci.plugins:kubernetes-client-api",
            "org.apache.commons:commons-compress", "io.jenkins.plugins:commons-compress-api");

    private static Element command;
    private static Element plugin;

    @BeforeAll
    static void readBoth() throws Exception {
        Path root = Path.of(System.getProperty("mlsteps.root"));
        command = read(root.resolve("standalone/pom.xml"));
        plugin = read(root.resolve("pom.xml"));
    }

    @Test
    void aVersionThatBothStateIsTheSameInBoth() {
        Map<String, String> inCommand = versions(command);
        Map<String, String> inPlugin = versions(plugin);
        inPlugin.keySet().retainAll(inCommand.keySet());
        inCommand.keySet().retainAll(inPlugin.keySet());
        assertThat(inPlugin).isNotEmpty().isEqualTo(inCommand);
    }

    @Test
    void thePluginHasTheLibrariesOfTheCommandAndNoOthers() {
        Set<String> expected = libraries(command);
        assertThat(expected).containsAll(OF_THE_COMMAND).containsAll(FROM_API_PLUGINS.keySet());
        expected.removeAll(OF_THE_COMMAND);
        expected.removeAll(FROM_API_PLUGINS.keySet());
        Set<String> actual = libraries(plugin);
        assertThat(actual).containsAll(FROM_API_PLUGINS.values());
        actual.removeIf(PomVersionsTest::isJenkinsPlugin);
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void everyLibraryOfThePluginTakesItsVersionFromAProperty() {
        assertThat(dependencies(plugin))
                .filteredOn(dependency -> !isJenkinsPlugin(coordinates(dependency)))
                .isNotEmpty()
                .allSatisfy(dependency -> assertThat(text(dependency, "version")).matches("\\$\\{.+\\.version}"));
    }

    private static Element read(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }

    private static Map<String, String> versions(Element pom) {
        Map<String, String> versions = new TreeMap<>();
        for (Element property : children(child(pom, "properties"))) {
            if (property.getTagName().endsWith(".version")) {
                versions.put(property.getTagName(), property.getTextContent().trim());
            }
        }
        return versions;
    }

    /** What is there at run time, wherever it comes from: everything but the libraries of tests. */
    private static Set<String> libraries(Element pom) {
        Set<String> libraries = new TreeSet<>();
        for (Element dependency : dependencies(pom)) {
            if (!"test".equals(text(dependency, "scope"))) {
                libraries.add(coordinates(dependency));
            }
        }
        return libraries;
    }

    private static boolean isJenkinsPlugin(String coordinates) {
        return coordinates.startsWith("org.jenkins-ci.plugins")
                || coordinates.startsWith("org.jenkinsci.plugins")
                || coordinates.startsWith("org.csanchez.jenkins.plugins")
                || coordinates.startsWith("io.jenkins");
    }

    private static String coordinates(Element dependency) {
        return text(dependency, "groupId") + ":" + text(dependency, "artifactId");
    }

    private static List<Element> dependencies(Element pom) {
        return children(child(pom, "dependencies"));
    }

    private static String text(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? null : child.getTextContent().trim();
    }

    private static Element child(Element parent, String name) {
        for (Element child : children(parent)) {
            if (child.getTagName().equals(name)) {
                return child;
            }
        }
        return null;
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
