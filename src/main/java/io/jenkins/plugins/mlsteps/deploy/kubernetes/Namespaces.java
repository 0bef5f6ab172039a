package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;

/** Where a target's objects go. */
public final class Namespaces {
    private Namespaces() {}

    /** The target's own namespace, else that of its profile, else that of the cluster's configuration. */
    public static String of(TargetConfig target, ComputeProfile profile, Cluster cluster) throws IOException {
        if (target.namespace() != null) {
            return target.namespace();
        }
        return profile.namespace() != null ? profile.namespace() : cluster.defaultNamespace();
    }
}
