package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.FilePath;
import hudson.Launcher;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlsteps.host.UnreachableException;
import java.io.File;
import java.io.IOException;
import jenkins.MasterToSlaveFileCallable;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The directory on the agent in which the step was called; found anew for each task, for agents reconnect. */
record BuildWorkspace(StepContext context) implements StepWorkspace {
    @Override
    public <T> T act(Task<T> task) throws IOException, InterruptedException {
        try {
            return directory().act(new OnAgent<>(task));
        } catch (IOException | RuntimeException e) {
            if (Away.isAgentAway(e)) {
                throw new UnreachableException(e);
            }
            throw e;
        }
    }

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
            throw new IOException("there is no workspace: call the step inside an agent or node block");
        }
        return directory;
    }

    /** A task that travels to the agent. */
    private static final class OnAgent<T> extends MasterToSlaveFileCallable<T> {
        private static final long serialVersionUID = 1L;

        private final Task<T> task;

        OnAgent(Task<T> task) {
            this.task = task;
        }

        @Override
        public T invoke(File directory, VirtualChannel channel) throws IOException, InterruptedException {
            return task.on(directory.toPath());
        }
    }
}
