package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.steps.BodyRun;
import io.jenkins.plugins.mlsteps.workload.kubernetes.files.PathChoice;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;

/**
 * The files of a trial whose body runs in another workspace than its study, mostly on another node: there they have the same places.
 *
 * @param study its workspace
 * @param node the workspace in which the body runs
 */
record TrialFiles(BodyRun.Files files, FilePath study, FilePath node) {
    /**
     * Takes there what the body needs. What an earlier trial left in the same directories goes.
     *
     * @return {@code environment}: the variables that name its directories there, as {@code name=value}; {@code begun}: when, in
     *     milliseconds since 1970, by the clock of the node's file system
     */
    Map<String, Object> send() throws IOException, InterruptedException {
        List<String> directories = new ArrayList<>(files.directories().values());
        node.act(new MakeEmpty(directories));
        for (String path : study.act(new Choose(files.upload()))) {
            copy(path, study, node);
        }
        for (String path : study.act(new Written(directories, Long.MIN_VALUE))) {
            copy(path, study, node);
        }
        Map<String, Object> there = new HashMap<>();
        there.put("environment", environment());
        there.put("begun", node.act(new Now()));
        return there;
    }

    private List<String> environment() {
        List<String> environment = new ArrayList<>();
        files.directories().forEach((name, directory) -> environment.add(name + "=" + node.child(directory).getRemote()));
        return environment;
    }

    /**
     * Brings back what the body left.
     *
     * @param begun what is older was not written by it
     */
    void bring(long begun) throws IOException, InterruptedException {
        List<String> patterns = new ArrayList<>(files.directories().values());
        patterns.addAll(files.results());
        for (String path : node.act(new Written(patterns, begun))) {
            copy(path, node, study);
        }
        node.act(new Remove(new ArrayList<>(files.directories().values())));
    }

    /** @param path as the machine that has the file names it, which may be any */
    private static void copy(String path, FilePath from, FilePath to) throws IOException, InterruptedException {
        if (List.of(path.split("[/\\\\]")).contains("..") || path.startsWith("/") || path.contains(":")) {
            throw new IOException("the file " + path + " of a trial is outside of its workspace");
        }
        from.child(path).copyToWithPermission(to.child(path));
    }

    private abstract static class InWorkspace<T> extends MasterToSlaveFileCallable<T> {
        private static final long serialVersionUID = 1L;

        abstract T in(Path workspace) throws IOException;

        @Override
        public T invoke(File workspace, VirtualChannel channel) throws IOException {
            return in(Files.createDirectories(workspace.toPath()));
        }
    }

    private static final class MakeEmpty extends InWorkspace<Serializable> {
        private static final long serialVersionUID = 1L;

        private final List<String> directories;

        MakeEmpty(List<String> directories) {
            this.directories = directories;
        }

        @Override
        Serializable in(Path workspace) throws IOException {
            for (String directory : directories) {
                FileTree.remove(workspace.resolve(directory));
                Files.createDirectories(workspace.resolve(directory));
            }
            return null;
        }
    }

    private static final class Remove extends InWorkspace<Serializable> {
        private static final long serialVersionUID = 1L;

        private final List<String> directories;

        Remove(List<String> directories) {
            this.directories = directories;
        }

        @Override
        Serializable in(Path workspace) throws IOException {
            for (String directory : directories) {
                FileTree.remove(workspace.resolve(directory));
            }
            return null;
        }
    }

    /** @see PathChoice#pathsIn */
    private static final class Choose extends InWorkspace<List<String>> {
        private static final long serialVersionUID = 1L;

        private final PathChoice choice;

        Choose(List<String> patterns) {
            this.choice = new PathChoice(patterns);
        }

        @Override
        List<String> in(Path workspace) throws IOException {
            return new ArrayList<>(choice.pathsIn(workspace));
        }
    }

    /** @see PathChoice#writtenSince */
    private static final class Written extends InWorkspace<List<String>> {
        private static final long serialVersionUID = 1L;

        private final PathChoice choice;
        private final long time;

        Written(List<String> patterns, long time) {
            this.choice = new PathChoice(patterns);
            this.time = time;
        }

        @Override
        List<String> in(Path workspace) throws IOException {
            return new ArrayList<>(choice.writtenSince(time, workspace));
        }
    }

    private static final class Now extends InWorkspace<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        Long in(Path workspace) throws IOException {
            Path file = Files.createTempFile(workspace, ".mlsteps", ".begun");
            try {
                return Files.getLastModifiedTime(file).toMillis();
            } finally {
                Files.delete(file);
            }
        }
    }
}
