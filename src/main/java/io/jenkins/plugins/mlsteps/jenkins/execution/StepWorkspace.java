package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlsteps.host.UnreachableException;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.jenkins.rollback.Rollback;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import jenkins.MasterToSlaveFileCallable;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Where a step finds and leaves its files. */
sealed interface StepWorkspace extends Workspace permits BuildWorkspace, ArchivedWorkspace {
    /**
     * The workspace around the step; outside of every {@code node} block, what the build archived; in a build that rolls back,
     * what the earlier one did.
     */
    static StepWorkspace of(StepContext context) throws IOException, InterruptedException {
        boolean ofAuthor = context.get(FilePath.class) != null && Rollback.of(context.get(Run.class)).isEmpty();
        return ofAuthor ? new BuildWorkspace(context) : ArchivedWorkspace.of(context);
    }

    @Override
    default <T> T act(Task<T> task) throws IOException, InterruptedException {
        return reached(() -> directory().act(new There<>(task)));
    }

    @Override
    default void send(Sending task, OutputStream here) throws IOException, InterruptedException {
        reached(() -> {
            FileStreams.send(directory(), task, here);
            return null;
        });
    }

    @Override
    default <T> T receive(Receiving<T> task, InputStream here) throws IOException, InterruptedException {
        return reached(() -> FileStreams.receive(directory(), task, here));
    }

    /** Tells a failure of the way to the agent from others. */
    static <T> T reached(Work<T> work) throws IOException, InterruptedException {
        try {
            return work.done();
        } catch (IOException | RuntimeException e) {
            if (Away.wasAgentAway(e)) {
                throw new UnreachableException(e);
            }
            throw e;
        }
    }

    /** Something done there, from here. */
    @FunctionalInterface
    interface Work<T> {
        T done() throws IOException, InterruptedException;
    }

    FilePath directory() throws IOException, InterruptedException;

    Launcher launcher() throws IOException, InterruptedException;

    /** The step is over, and what it wrote is kept. */
    void release() throws IOException, InterruptedException;

    /** A task that travels to where the directory is. */
    final class There<T> extends MasterToSlaveFileCallable<T> {
        private static final long serialVersionUID = 1L;

        private final Task<T> task;

        There(Task<T> task) {
            this.task = task;
        }

        @Override
        public T invoke(File directory, VirtualChannel channel) throws IOException, InterruptedException {
            return task.on(directory.toPath());
        }
    }
}
