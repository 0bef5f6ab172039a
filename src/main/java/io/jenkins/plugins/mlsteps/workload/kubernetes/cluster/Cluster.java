package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;

/** A Kubernetes API server and the right to talk to it. */
public interface Cluster {
    /** The same for two clusters that are one: they share what is watched. */
    String identity();

    /** Where objects go when nobody says otherwise. */
    String defaultNamespace() throws IOException;

    /**
     * A client for one operation: the next one may need other credentials. It belongs to the cluster, callers do not close it.
     *
     * @throws IOException when the cluster is not configured, or nobody may use it now
     */
    KubernetesClient client() throws IOException;
}
