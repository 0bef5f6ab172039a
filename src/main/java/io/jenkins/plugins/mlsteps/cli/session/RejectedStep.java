package io.jenkins.plugins.mlsteps.cli.session;

/** What the author asked for cannot be done at all: the request was wrong, not the work. */
public final class RejectedStep extends StepError {
    private static final long serialVersionUID = 1L;

    public RejectedStep(String message) {
        super(message);
    }

    public RejectedStep(String message, Throwable cause) {
        super(message, cause);
    }
}
