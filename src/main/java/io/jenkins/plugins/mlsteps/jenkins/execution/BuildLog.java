package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.model.TaskListener;
import io.jenkins.plugins.mlsteps.host.StepLog;
import java.util.function.Consumer;

/**
 * The part of a build's log that belongs to a step.
 *
 * @param progress takes lines that the next one replaces
 */
record BuildLog(TaskListener listener, Consumer<String> progress) implements StepLog {
    /** Out of the buffer before the turn's state is saved: no turn says the line again after a controller that was killed. */
    @Override
    public void line(String text) {
        listener.getLogger().println(text);
        listener.getLogger().flush();
    }

    @Override
    public void output(byte[] bytes, int offset, int length) {
        listener.getLogger().write(bytes, offset, length);
        listener.getLogger().flush();
    }

    @Override
    public void progress(String text) {
        progress.accept(text);
    }
}
