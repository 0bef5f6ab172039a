package io.jenkins.plugins.mlsteps.cli.session;

/** How a stage or a run ended, best first, as Jenkins orders them. */
public enum Result {
    SUCCESS,
    UNSTABLE,
    FAILURE,
    NOT_BUILT,
    ABORTED;

    public Result worst(Result other) {
        return isWorseThan(other) ? this : other;
    }

    public boolean isWorseThan(Result other) {
        return compareTo(other) > 0;
    }
}
