package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Job;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Clusters;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.KubeconfigClusters;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Clusters that Jenkins knows as clouds; there are some where the plugin of those clouds is installed. */
@Restricted(NoExternalUse.class)
public abstract class CloudClusters implements ExtensionPoint {
    /**
     * @param cloud its name
     * @param job whose builds are to run there
     * @throws IOException when there is no such cloud, the job may not use it, or it cannot be used now
     */
    public abstract Cluster cluster(String cloud, Job<?, ?> job) throws IOException;

    /**
     * Clusters for a job: of a cloud where the compute profile names one, else of the controller's own kubeconfig; the environment of
     * a build, which authors set, must not name another.
     */
    static Clusters of(Job<?, ?> job) {
        return profile -> profile.cloud() == null
                ? new KubeconfigClusters(System.getenv()).of(profile)
                : installed(profile.cloud()).cluster(profile.cloud(), job);
    }

    private static CloudClusters installed(String cloud) throws IOException {
        return ExtensionList.lookup(CloudClusters.class).stream()
                .findFirst()
                .orElseThrow(() -> new IOException("the compute profile names the Kubernetes cloud '" + cloud
                        + "', and this Jenkins has no such clouds: install the Kubernetes plugin (kubernetes), or name a 'context' or"
                        + " 'kubeconfig' instead"));
    }
}
