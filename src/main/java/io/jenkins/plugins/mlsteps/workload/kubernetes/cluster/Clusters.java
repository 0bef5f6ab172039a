package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import java.io.IOException;

/** Finds the cluster that a compute profile speaks of; each kind of host knows clusters by other names. */
@FunctionalInterface
public interface Clusters {
    /** @throws IOException naming what the profile says and what there is */
    Cluster of(ComputeProfile profile) throws IOException;
}
