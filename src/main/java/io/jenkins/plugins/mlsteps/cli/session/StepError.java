package io.jenkins.plugins.mlsteps.cli.session;

/** A step ended badly, in a way its message explains; nobody needs the stack. */
public class StepError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StepError(String message) {
        super(message);
    }

    public StepError(String message, Throwable cause) {
        super(message, cause);
    }

    /** What becomes of the stage it happened in. */
    public Result result() {
        return Result.FAILURE;
    }
}
