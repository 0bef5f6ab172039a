package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.workload.local.LocalRunner;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes what attempts of an earlier run kept for themselves, and ends those of them that still run here: who was aborted while the
 * machine was away could not stop them, and they would go on to write into the files of the next run.
 *
 * @param directory of the records, relative to the workspace
 */
record ClearScratch(String directory) implements Workspace.Task<ClearScratch.Cleared> {
    /** @param name for the log */
    static void of(String directory, String name, Host host) throws IOException, InterruptedException {
        Cleared cleared = host.workspace().act(new ClearScratch(directory));
        if (cleared.stopped() > 0) {
            host.log().line(name + ": stopped " + cleared.stopped()
                    + " process(es) that an earlier run left running in this workspace");
        }
        if (!cleared.held().isEmpty()) {
            host.log().line(name + ": what an earlier run left stays, for it cannot be removed, perhaps as a process still uses it: "
                    + String.join(", ", cleared.held()));
        }
    }

    @Override
    public Cleared on(Path root) throws IOException, InterruptedException {
        Path scratch = root.resolve(RunPlan.scratchOf(directory));
        int stopped = LocalRunner.stopAll(scratch);
        ArrayList<String> held = new ArrayList<>();
        clear(scratch, held);
        return new Cleared(stopped, held);
    }

    /** Windows keeps what a process uses. That harms no attempt, each has a directory of its own; a checkpoint would be gone on from. */
    private static void clear(Path tree, List<String> held) throws IOException {
        boolean isHeldWithin = false;
        if (FileTree.isDirectory(tree) && !tree.endsWith(RunPlan.CHECKPOINT)) {
            int before = held.size();
            for (Path entry : entries(tree)) {
                clear(entry, held);
            }
            isHeldWithin = held.size() > before;
        }
        if (!isHeldWithin) {
            remove(tree, held);
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private static void remove(Path path, List<String> held) throws IOException {
        try {
            FileTree.remove(path);
        } catch (FileSystemException e) {
            if (path.endsWith(RunPlan.CHECKPOINT)) {
                throw e;
            }
            held.add(path.toString());
        }
    }

    /** @param held what could not be removed */
    record Cleared(int stopped, ArrayList<String> held) implements Serializable {}
}
