package io.jenkins.plugins.mlsteps.workload.kubernetes.watch;

import java.time.Instant;

/**
 * What the cluster says of one pod of ours.
 *
 * @param node where it runs; null while no node took it
 * @param phase {@code Pending}, {@code Running}, {@code Succeeded}, {@code Failed} or {@code Unknown}
 * @param reason of the phase, such as {@code Evicted}; null when there is none
 * @param graceSeconds that it has to end, once it was told to go; null while it was not
 * @param unschedulable the scheduler's words while no node takes it
 * @param disruption why the cluster takes it away, such as {@code PreemptionByScheduler}; null while it does not
 * @param receive the container that receives files; null when there is none
 * @param train the author's container
 * @param results the container that holds the files
 */
public record PodSighting(
        String name,
        String uid,
        Instant created,
        String node,
        String phase,
        String reason,
        String message,
        Long graceSeconds,
        String unschedulable,
        Disruption disruption,
        ContainerSighting receive,
        ContainerSighting train,
        ContainerSighting results) {

    /** Why a pod is taken away, by the condition {@code DisruptionTarget}. */
    public record Disruption(String reason, String message) {}

    /** Whether it was told to go. */
    public boolean isStopping() {
        return graceSeconds != null;
    }

    public boolean isOver() {
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    public boolean hasTrained() {
        return train != null && train.exit() != null;
    }
}
