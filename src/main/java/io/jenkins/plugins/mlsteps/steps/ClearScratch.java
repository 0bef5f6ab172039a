package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.workload.local.LocalRunner;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Removes what attempts of an earlier run kept for themselves, and ends those of them that still run here: who was aborted while the
 * machine was away could not stop them, and they would go on to write into the files of the next run.
 *
 * @param directory of the records, relative to the workspace
 */
record ClearScratch(String directory) implements Workspace.Task<Integer> {
    /** @param name for the log */
    static void of(String directory, String name, Host host) throws IOException, InterruptedException {
        int stopped = host.workspace().act(new ClearScratch(directory));
        if (stopped > 0) {
            host.log().line(name + ": stopped " + stopped + " process(es) that an earlier run left running in this workspace");
        }
    }

    @Override
    public Integer on(Path root) throws IOException, InterruptedException {
        Path scratch = root.resolve(RunPlan.scratchOf(directory));
        int stopped = LocalRunner.stopAll(scratch);
        FileTree.remove(scratch);
        return stopped;
    }
}
