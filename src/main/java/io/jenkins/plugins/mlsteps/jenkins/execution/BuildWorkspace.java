package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.FilePath;
import hudson.Launcher;
import io.jenkins.plugins.mlsteps.host.UnreachableException;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The directory on the agent in which the step was called; found anew for each task, for agents reconnect. */
record BuildWorkspace(StepContext context) implements StepWorkspace {
    @Override
    public Launcher launcher() throws IOException, InterruptedException {
        return context.get(Launcher.class);
    }

    /** It is the author's. */
    @Override
    public void release() {}

    @Override
    public FilePath directory() throws IOException, InterruptedException {
        FilePath directory = context.get(FilePath.class);
        if (directory == null) {
            throw new UnreachableException(new IOException("the node of the step is not back"));
        }
        return directory;
    }
}
