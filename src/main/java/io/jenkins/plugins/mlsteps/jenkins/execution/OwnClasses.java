package io.jenkins.plugins.mlsteps.jenkins.execution;

import com.google.common.collect.ImmutableList;
import hudson.FilePath;
import hudson.PluginManager;
import hudson.PluginWrapper;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.steps.StepMachine;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.MasterToSlaveFileCallable;
import jenkins.model.Jenkins;
import org.antlr.v4.runtime.Token;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.io.IOUtils;
import org.slf4j.LoggerFactory;

/**
 * Brings the classes that our child JVMs need — the built-in trainer, the model server — from the controller to an agent, once for
 * each version of each jar. Jars that an administrator put into {@code ml-steps/lib} of the Jenkins home go along: the ONNX runtime,
 * too heavy for a plugin.
 */
final class OwnClasses {
    private static final List<String> API_PLUGINS = List.of("jackson2-api", "snakeyaml-api");

    /** One class of each library that the plugin takes from Jenkins core. */
    private static final List<Class<?>> OF_CORE =
            List.of(IOUtils.class, Hex.class, ImmutableList.class, Token.class, LoggerFactory.class);

    private OwnClasses() {}

    /** How to start them on the machine of a workspace; copies what is not there yet. */
    static OwnJava on(FilePath workspace) throws IOException, InterruptedException {
        FilePath cache = cache(workspace);
        List<String> remote = new ArrayList<>();
        for (File entry : entries()) {
            remote.add(send(entry, cache));
        }
        String separator = workspace.act(new PathSeparator());
        return new OwnJava(String.join(separator, remote));
    }

    private static FilePath cache(FilePath workspace) throws IOException, InterruptedException {
        Computer computer = workspace.toComputer();
        Node node = computer == null ? null : computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root == null) {
            throw new IOException("the agent of " + workspace.getRemote() + " is not connected");
        }
        return root.child("caches").child("ml-pipeline-steps");
    }

    private static String send(File entry, FilePath cache) throws IOException, InterruptedException {
        String version = Long.toHexString(31 * entry.lastModified() + entry.length());
        if (entry.isDirectory()) { // classes of a plugin under development
            FilePath directory = cache.child("classes-" + Long.toHexString(entry.getPath().hashCode()));
            new FilePath(entry).copyRecursiveTo("**/*", directory);
            return directory.getRemote();
        }
        FilePath jar = cache.child(version + "-" + entry.getName());
        if (!jar.exists()) {
            FilePath partial = cache.createTempFile(entry.getName(), ".part");
            partial.copyFrom(new FilePath(entry));
            partial.renameTo(jar);
        }
        return jar.getRemote();
    }

    private static Set<File> entries() throws IOException, InterruptedException {
        PluginManager plugins = Jenkins.get().getPluginManager();
        Set<File> entries = new LinkedHashSet<>(entries(plugins.whichPlugin(StepMachine.class)));
        for (String name : API_PLUGINS) {
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

    /** Between the entries of a class path there. */
    private static final class PathSeparator extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String invoke(File workspace, VirtualChannel channel) {
            return File.pathSeparator;
        }
    }
}
