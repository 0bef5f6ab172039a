package io.jenkins.plugins.mlsteps.jenkins.execution;

import com.google.common.collect.ImmutableList;
import hudson.FilePath;
import hudson.PluginManager;
import hudson.PluginWrapper;
import hudson.model.Computer;
import hudson.model.Node;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.host.StepLog;
import io.jenkins.plugins.mlsteps.host.UnreachableException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.antlr.v4.runtime.Token;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.io.IOUtils;
import org.slf4j.LoggerFactory;

/**
 * Brings the classes that our child JVMs need — the built-in trainer, the model server — from the controller to an agent, once for
 * each version of each jar. Jars that an administrator put into {@code ml-steps/lib} of the Jenkins home go along.
 */
final class OwnClasses {
    private static final List<String> PLUGINS = List.of("ml-pipeline-steps", "jackson2-api", "snakeyaml-api");

    /** One class of each library that the plugin takes from Jenkins core. */
    private static final List<Class<?>> OF_CORE =
            List.of(IOUtils.class, Hex.class, ImmutableList.class, Token.class, LoggerFactory.class);

    private OwnClasses() {}

    /** How to start them on the machine of a workspace; copies what is not there yet. */
    static OwnJava on(FilePath workspace) throws IOException, InterruptedException {
        return send(entries(), workspace, workspace.act(new Platform.Ask()));
    }

    /** As {@link #on}, with ONNX Runtime among them: the one that an administrator added, or else the usual. */
    static OwnJava withRuntimeOn(FilePath workspace, StepLog log) throws IOException, InterruptedException {
        Platform platform = workspace.act(new Platform.Ask());
        Set<File> entries = entries();
        if (entries.stream().noneMatch(entry -> OnnxRuntime.isIn(entry.getName()))) {
            entries.add(OnnxRuntime.ofThisController().part(platform.name(), log).toFile());
        }
        return send(entries, workspace, platform);
    }

    private static OwnJava send(Set<File> entries, FilePath workspace, Platform platform)
            throws IOException, InterruptedException {
        FilePath cache = cache(workspace);
        List<String> remote = new ArrayList<>();
        for (File entry : entries) {
            remote.add(send(entry, cache));
        }
        return new OwnJava(String.join(platform.pathSeparator(), remote));
    }

    private static FilePath cache(FilePath workspace) throws IOException, InterruptedException {
        Computer computer = workspace.toComputer();
        Node node = computer == null ? null : computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root == null) {
            throw new UnreachableException(new IOException("the agent of " + workspace.getRemote() + " is not connected"));
        }
        return root.child("caches").child("ml-pipeline-steps");
    }

    private static String send(File entry, FilePath cache) throws IOException, InterruptedException {
        FilePath there = cache.child(version(entry) + "-" + entry.getName());
        if (!there.exists()) {
            FilePath partial = cache.child(UUID.randomUUID() + ".part");
            try {
                copy(new FilePath(entry), partial);
                partial.renameTo(there);
            } catch (IOException e) {
                if (!there.exists()) {
                    throw e;
                } // else another step was quicker
            } finally {
                partial.deleteRecursive();
            }
        }
        return there.getRemote();
    }

    private static void copy(FilePath entry, FilePath partial) throws IOException, InterruptedException {
        if (entry.isDirectory()) { // classes of a plugin under development
            entry.copyRecursiveTo(partial);
        } else {
            partial.copyFrom(entry);
        }
    }

    private static String version(File entry) throws IOException {
        try (Stream<Path> files = Files.walk(entry.toPath())) {
            long sum = files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(file -> 31 * file.lastModified() + file.length())
                    .sum();
            return Long.toHexString(sum);
        }
    }

    private static Set<File> entries() throws IOException, InterruptedException {
        PluginManager plugins = Jenkins.get().getPluginManager();
        Set<File> entries = new LinkedHashSet<>();
        for (String name : PLUGINS) {
            entries.addAll(entries(plugins.getPlugin(name)));
        }
        for (Class<?> of : OF_CORE) {
            entries.add(file(of.getProtectionDomain().getCodeSource().getLocation()));
        }
        File[] added = new File(Jenkins.get().getRootDir(), "ml-steps/lib").listFiles(file -> file.getName().endsWith(".jar"));
        if (added != null) {
            entries.addAll(Arrays.stream(added).sorted().toList());
        }
        return entries;
    }

    private static List<File> entries(PluginWrapper plugin) throws IOException {
        if (plugin == null || !(plugin.classLoader instanceof URLClassLoader loader)) {
            throw new IOException("the classes of " + plugin + " are not in files that could be sent to an agent");
        }
        return Arrays.stream(loader.getURLs()).map(OwnClasses::file).filter(File::exists).collect(Collectors.toList());
    }

    private static File file(URL url) {
        return new File(URI.create(url.toString()));
    }
}
