package io.jenkins.plugins.mlsteps.workload.kubernetes.watch;

import java.util.List;

/**
 * What the cluster says of one Job: as little as decisions need, for there may be thousands.
 *
 * @param suspended whether it waits to be admitted
 * @param end how it ended; null while it has not
 * @param pods newest first
 */
public record Sighting(String job, boolean suspended, End end, List<PodSighting> pods) {
    public Sighting {
        pods = List.copyOf(pods);
    }

    /**
     * How a Job ends.
     *
     * @param isFinal whether it has; otherwise it is decided, and its pods are being stopped
     * @param reason {@code BackoffLimitExceeded}, {@code DeadlineExceeded}, {@code PodFailurePolicy}…; null when it succeeded
     */
    public record End(boolean succeeded, boolean isFinal, String reason, String message) {}
}
