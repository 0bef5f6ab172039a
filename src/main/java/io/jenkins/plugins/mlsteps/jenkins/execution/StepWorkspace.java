package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.FilePath;
import hudson.Launcher;
import io.jenkins.plugins.mlsteps.host.Workspace;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Where a step finds and leaves its files. */
sealed interface StepWorkspace extends Workspace permits BuildWorkspace, ArchivedWorkspace {
    /** The workspace around the step; outside of every {@code node} block, what the build archived. */
    static StepWorkspace of(StepContext context) throws IOException, InterruptedException {
        return context.get(FilePath.class) == null ? ArchivedWorkspace.of(context) : new BuildWorkspace(context);
    }

    FilePath directory() throws IOException, InterruptedException;

    Launcher launcher() throws IOException, InterruptedException;

    /** The step is over, and what it wrote is kept. */
    void release() throws IOException;
}
