package io.jenkins.plugins.mlsteps.deploy.kubernetes;

/**
 * How far the cluster is with what was applied.
 *
 * @param why what is waited for, or why it failed; null when ready
 */
public record Progress(State state, String why) {
    /** Whether to wait. */
    public enum State {
        PENDING,
        READY,
        FAILED
    }

    public static Progress pending(String why) {
        return new Progress(State.PENDING, why);
    }

    public static Progress ready() {
        return new Progress(State.READY, null);
    }

    public static Progress failed(String why) {
        return new Progress(State.FAILED, why);
    }
}
