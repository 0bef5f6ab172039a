package io.jenkins.plugins.mlsteps.spec.administration;

import java.io.Serializable;
import java.util.List;

/**
 * Where and how an environment serves. Which keys a target takes depends on its type.
 *
 * @param port of a local endpoint, 0 picks a free one; in a cluster the port that the server listens to, 0 means 8080
 * @param compute name of a compute profile of type kubernetes, for targets in a cluster
 * @param namespace where the endpoint runs; that of the profile when null
 * @param serverless whether to scale to zero, for kserve
 * @param minReplicas servers at least; null for 1, or 0 where serverless
 * @param maxReplicas servers at most, for kserve; null for its own default
 * @param storage where the model's files are, such as {@code s3://models/{model}/{digest}} or {@code pvc://models/{digest}};
 *     null when they travel with the deployment
 * @param image of the model server
 * @param command that starts the server; empty for the image's own
 * @param format of the model as KServe calls it, such as {@code onnx}; null for onnx
 * @param runtime KServe's ServingRuntime; null for the one KServe finds
 * @param cpu processors of each server as a Kubernetes quantity
 * @param memory of each server as a Kubernetes quantity
 * @param gpu number of GPUs of each server
 * @param overwriteDrift whether what somebody else changed in the cluster is set back, instead of refusing to deploy
 */
public record TargetConfig(
        Type type,
        int port,
        String compute,
        String namespace,
        boolean serverless,
        Integer minReplicas,
        Integer maxReplicas,
        String storage,
        String image,
        List<String> command,
        String format,
        String runtime,
        String cpu,
        String memory,
        int gpu,
        boolean overwriteDrift)
        implements Serializable {
    public TargetConfig {
        command = command == null ? List.of() : List.copyOf(command);
    }

    /** A target of which nothing is said but its type. */
    public static TargetConfig of(Type type) {
        return new TargetConfig(
                type, 0, null, null, false, null, null, null, null, null, null, null, null, null, 0, false);
    }

    /** Endpoints on the machine that owns the workspace. */
    public static TargetConfig local(int port) {
        return new TargetConfig(
                Type.local, port, null, null, false, null, null, null, null, null, null, null, null, null, 0, false);
    }

    /** The kind of target. */
    public enum Type {
        local,
        kubernetes,
        kserve,
        knative,
        ssh;

        /** Whether it serves in a cluster that a compute profile names. */
        public boolean inCluster() {
            return this == kubernetes || this == kserve;
        }

        /** Whether this version can deploy to it. */
        public boolean isImplemented() {
            return this == local || inCluster();
        }
    }
}
