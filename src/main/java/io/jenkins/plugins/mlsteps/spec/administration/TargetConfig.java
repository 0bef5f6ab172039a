package io.jenkins.plugins.mlsteps.spec.administration;

import java.io.Serializable;

/**
 * Where and how an environment serves.
 *
 * @param port of a local endpoint; 0 picks a free one
 * @param compute name of a compute profile, for targets in a cluster
 * @param serverless whether to scale to zero, for kserve
 */
public record TargetConfig(
        Type type, int port, String compute, String namespace, boolean serverless, Integer minReplicas, Integer maxReplicas, String storage)
        implements Serializable {
    /** The kind of target. */
    public enum Type {
        local,
        kubernetes,
        kserve,
        knative,
        ssh
    }
}
