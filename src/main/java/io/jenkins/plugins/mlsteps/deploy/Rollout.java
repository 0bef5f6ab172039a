package io.jenkins.plugins.mlsteps.deploy;

import java.io.Serializable;

/**
 * How far a release is.
 *
 * @param url where the endpoint answers; null unless it serves
 * @param previous revision that served before; null when there was none
 * @param reason of a failure, or what is being waited for
 */
public record Rollout(Phase phase, String url, String previous, String reason) implements Serializable {
    /** What the caller does next. */
    public enum Phase {
        /** Ask again soon. */
        PENDING,
        /** The revision answers, and nothing else does. */
        SERVING,
        /** It does not get better by waiting; roll back. */
        FAILED,
        /** Another deployment holds the endpoint; nothing was touched. */
        BUSY
    }

    public static Rollout pending(String what) {
        return new Rollout(Phase.PENDING, null, null, what);
    }

    public static Rollout serving(String url, String previous) {
        return new Rollout(Phase.SERVING, url, previous, null);
    }

    public static Rollout failed(String reason) {
        return new Rollout(Phase.FAILED, null, null, reason);
    }

    public static Rollout busy(String reason) {
        return new Rollout(Phase.BUSY, null, null, reason);
    }
}
