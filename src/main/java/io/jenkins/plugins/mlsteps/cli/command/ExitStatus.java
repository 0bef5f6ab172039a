package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.session.Result;

/** What the process tells its caller. */
public final class ExitStatus {
    public static final int SUCCESS = 0;

    /** The work failed: a stage, a training, a gate, a deployment. */
    public static final int FAILED = 1;

    /** The request was wrong: nothing was done of the step, or of all, that it is about. */
    public static final int WRONG_REQUEST = 2;

    public static final int UNSTABLE = 3;

    public static final int INTERRUPTED = 130;

    private ExitStatus() {}

    static int of(Result result) {
        return switch (result) {
            case SUCCESS -> SUCCESS;
            case UNSTABLE -> UNSTABLE;
            default -> FAILED;
        };
    }
}
