package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why the pods of a revision do not become ready, in words for the author. */
record PodTroubles(List<Pod> pods) {
    /** A server that ended so often will not serve by being started again. */
    private static final int MOST_RESTARTS = 3;

    /** @param hopeless whether waiting does not help */
    record Trouble(String words, boolean hopeless) {}

    Optional<Trouble> worst() {
        List<Trouble> all = pods.stream().flatMap(PodTroubles::of).toList();
        return all.stream().filter(Trouble::hopeless).findFirst().or(() -> all.stream().findFirst());
    }

    private static Stream<Trouble> of(Pod pod) {
        Stream<Trouble> unscheduled = pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled"))
                .filter(condition -> "Unschedulable".equals(condition.getReason()))
                .map(PodTroubles::unschedulable);
        Stream<Trouble> containers =
                pod.getStatus().getContainerStatuses().stream().flatMap(status -> of(pod, status).stream());
        return Stream.concat(unscheduled, containers);
    }

    private static Trouble unschedulable(PodCondition condition) {
        return new Trouble("no node takes the server: " + condition.getMessage(), false);
    }

    private static Optional<Trouble> of(Pod pod, ContainerStatus status) {
        if (status.getState() == null || status.getState().getWaiting() == null) {
            return status.getRestartCount() >= MOST_RESTARTS ? Optional.of(ended(pod, status)) : Optional.empty();
        }
        String reason = String.valueOf(status.getState().getWaiting().getReason());
        String message = Optional.ofNullable(status.getState().getWaiting().getMessage()).orElse("");
        return switch (reason) {
            case "ErrImagePull", "ImagePullBackOff" -> Optional.of(new Trouble(
                    "image '" + status.getImage() + "' cannot be pulled: " + message, false));
            case "InvalidImageName" -> Optional.of(
                    new Trouble("'" + status.getImage() + "' is no name of an image", true));
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" -> Optional.of(
                    new Trouble("the server cannot be started: " + message, false));
            case "CrashLoopBackOff" -> Optional.of(ended(pod, status));
            default -> Optional.empty();
        };
    }

    private static Trouble ended(Pod pod, ContainerStatus status) {
        ContainerStateTerminated last =
                status.getLastState() == null ? null : status.getLastState().getTerminated();
        String how = last == null
                ? "ended"
                : "ended with exit code " + last.getExitCode() + " (" + last.getReason() + ")";
        return new Trouble(
                "the server in pod '" + pod.getMetadata().getName() + "' " + how + " and was restarted "
                        + status.getRestartCount() + " time(s); read it with: kubectl logs --previous -n "
                        + pod.getMetadata().getNamespace() + " " + pod.getMetadata().getName(),
                status.getRestartCount() >= MOST_RESTARTS);
    }
}
