package io.jenkins.plugins.mlsteps.workload.kubernetes.watch;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.PodLayout;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads what matters out of the cluster's objects. */
public final class Reading {
    /** Conditions that end a Job, the most certain first. */
    private static final List<String> ENDS = List.of("Complete", "Failed", "FailureTarget");

    private Reading() {}

    /** How a Job ended; null while it has not. */
    public static Sighting.End end(Job job) {
        if (job.getStatus() == null) {
            return null;
        }
        return job.getStatus().getConditions().stream()
                .filter(condition -> "True".equals(condition.getStatus()))
                .filter(condition -> ENDS.contains(condition.getType()))
                .min(Comparator.comparing(condition -> ENDS.indexOf(condition.getType())))
                .map(Reading::end)
                .orElse(null);
    }

    private static Sighting.End end(JobCondition condition) {
        boolean succeeded = "Complete".equals(condition.getType());
        return new Sighting.End(
                succeeded, !"FailureTarget".equals(condition.getType()), succeeded ? null : condition.getReason(), condition.getMessage());
    }

    static boolean suspended(Job job) {
        return Boolean.TRUE.equals(job.getSpec().getSuspend());
    }

    static PodSighting pod(Pod pod) {
        PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        return new PodSighting(
                pod.getMetadata().getName(),
                pod.getMetadata().getUid(),
                Instant.parse(pod.getMetadata().getCreationTimestamp()),
                pod.getSpec().getNodeName(),
                status.getPhase() == null ? "Pending" : status.getPhase(),
                status.getReason(),
                status.getMessage(),
                pod.getMetadata().getDeletionTimestamp() == null
                        ? null
                        : Objects.requireNonNullElse(pod.getMetadata().getDeletionGracePeriodSeconds(), 0L),
                unschedulable(status),
                disruption(status),
                container(status, PodLayout.RECEIVE),
                container(status, PodLayout.TRAIN),
                container(status, PodLayout.RESULTS));
    }

    private static String unschedulable(PodStatus status) {
        return conditions(status, "PodScheduled", "False")
                .findFirst()
                .map(PodCondition::getMessage)
                .orElse(null);
    }

    private static PodSighting.Disruption disruption(PodStatus status) {
        return conditions(status, "DisruptionTarget", "True")
                .findFirst()
                .map(condition -> new PodSighting.Disruption(condition.getReason(), condition.getMessage()))
                .orElse(null);
    }

    private static Stream<PodCondition> conditions(PodStatus status, String type, String value) {
        return status.getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && value.equals(condition.getStatus()));
    }

    private static ContainerSighting container(PodStatus status, String name) {
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
                .filter(container -> name.equals(container.getName()))
                .findFirst()
                .map(Reading::container)
                .orElse(null);
    }

    private static ContainerSighting container(ContainerStatus status) {
        ContainerState state = status.getState() == null ? new ContainerState() : status.getState();
        return new ContainerSighting(
                status.getImage(),
                state.getRunning() != null,
                state.getWaiting() == null
                        ? null
                        : new ContainerSighting.Waiting(
                                state.getWaiting().getReason(), state.getWaiting().getMessage()),
                state.getTerminated() == null
                        ? null
                        : new ContainerSighting.Exit(
                                state.getTerminated().getExitCode(),
                                state.getTerminated().getReason(),
                                state.getTerminated().getMessage()));
    }
}
