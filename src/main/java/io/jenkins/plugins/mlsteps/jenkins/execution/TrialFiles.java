package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.FilePath;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.steps.BodyRun;
import io.jenkins.plugins.mlsteps.workload.kubernetes.files.PathChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        PathChoice upload = new PathChoice(files.upload());
        PathChoice own = new PathChoice(directories);
        act(node, root -> makeEmpty(root, directories));
        for (String path : act(study, root -> new ArrayList<>(upload.pathsIn(root)))) {
            copy(path, study, node);
        }
        for (String path : act(study, root -> new ArrayList<>(own.writtenSince(Long.MIN_VALUE, root)))) {
            copy(path, study, node);
        }
        Map<String, Object> there = new HashMap<>();
        there.put("environment", environment());
        there.put("begun", act(node, TrialFiles::now));
        return there;
    }

    private List<String> environment() {
        List<String> environment = new ArrayList<>();
        files.directories().forEach((name, directory) -> environment.add(name + "=" + node.child(directory).getRemote()));
        return environment;
    }

    /**
     * Brings back what the body left: all of its own directories, which held nothing before, whatever time the files there have from
     * an archive or a copy.
     *
     * @param begun what is older elsewhere was not written by it
     */
    void bring(long begun) throws IOException, InterruptedException {
        List<String> directories = new ArrayList<>(files.directories().values());
        PathChoice own = new PathChoice(directories);
        PathChoice results = new PathChoice(files.results());
        for (String path : act(node, root -> new ArrayList<>(own.withWrittenSince(begun, results, root)))) {
            copy(path, node, study);
        }
        act(node, root -> {
            remove(root, directories);
            return true;
        });
    }

    /** @param path relative and with slashes, or whatever the machine that has the file says */
    private static void copy(String path, FilePath from, FilePath to) throws IOException, InterruptedException {
        from.child(inside(path)).copyToWithPermission(to.child(path));
    }

    /** A backslash separates names where the other machine has Windows, and begins a path that is absolute there. */
    static String inside(String path) throws IOException {
        if (List.of(path.split("/")).contains("..") || path.startsWith("/") || path.contains("\\") || path.contains(":")) {
            throw new IOException("the file " + path + " of a trial is outside of its workspace");
        }
        return path;
    }

    private static void remove(Path workspace, List<String> directories) throws IOException {
        for (String directory : directories) {
            FileTree.remove(workspace.resolve(directory));
        }
    }

    private static boolean makeEmpty(Path workspace, List<String> directories) throws IOException {
        remove(workspace, directories);
        for (String directory : directories) {
            Files.createDirectories(workspace.resolve(directory));
        }
        return true;
    }

    private static long now(Path workspace) throws IOException {
        Path file = Files.createTempFile(workspace, ".mlsteps", ".begun");
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } finally {
            Files.delete(file);
        }
    }

    private static <T> T act(FilePath workspace, Workspace.Task<T> task) throws IOException, InterruptedException {
        return workspace.act(new StepWorkspace.There<>(task));
    }
}
