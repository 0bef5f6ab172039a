package io.jenkins.plugins.mlsteps.steps;

/** The work failed: a training, a gate, a deployment. The message is for the author; the records are written. */
public class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unstable;

    public StepFailure(String message) {
        this(message, false);
    }

    public StepFailure(String message, boolean unstable) {
        super(message);
        this.unstable = unstable;
    }

    /** Whether the build becomes unstable and goes on, instead of failing. */
    public boolean isUnstable() {
        return unstable;
    }
}
