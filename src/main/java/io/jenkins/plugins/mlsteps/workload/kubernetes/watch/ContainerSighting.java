package io.jenkins.plugins.mlsteps.workload.kubernetes.watch;

/**
 * What the cluster says of one container.
 *
 * @param waiting why it does not run yet; null when it does or did
 * @param exit how it ended; null when it has not
 */
public record ContainerSighting(String image, boolean running, Waiting waiting, Exit exit) {
    /** Such as {@code ImagePullBackOff}. */
    public record Waiting(String reason, String message) {}

    /**
     * @param reason such as {@code OOMKilled}, {@code Error}, {@code Completed}
     */
    public record Exit(int code, String reason, String message) {}
}
