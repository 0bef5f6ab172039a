package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Training;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.WorkloadRunner;
import io.jenkins.plugins.mlsteps.workload.kubernetes.KubernetesRunner;
import io.jenkins.plugins.mlsteps.workload.kubernetes.Owner;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Clusters;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.KubeconfigClusters;
import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.ObjectStore;
import io.jenkins.plugins.mlsteps.workload.local.LocalRunner;
import java.io.IOException;
import java.util.Map;

/** Finds the runner for the compute profile a step names. */
final class Runners {
    private Runners() {}

    /**
     * Finds out whether a training can run at all, before what an earlier run left is removed.
     *
     * @throws SpecException when its compute profile is not there or not for it
     * @throws IOException when the profile's cluster cannot be found
     */
    static void require(Host host, Training training) throws IOException {
        if (training.form() != Training.Form.BODY) {
            of(host, training);
        }
    }

    /** @throws IOException when the profile's cluster cannot be found */
    static WorkloadRunner of(Host host, Training training) throws IOException {
        String compute = training.resources().compute();
        if (compute == null) {
            return new LocalRunner(host.workspace(), host.environment());
        }
        ComputeProfile profile = profile(host, compute);
        return switch (profile.type()) {
            case local -> new LocalRunner(host.workspace(), host.environment());
            case kubernetes -> kubernetes(host, compute, profile, training);
        };
    }

    /** @throws SpecException when there is no such profile */
    static ComputeProfile profile(Host host, String compute) {
        Map<String, ComputeProfile> profiles = host.administration().compute();
        ComputeProfile profile = profiles.get(compute);
        if (profile == null) {
            String known = profiles.isEmpty() ? "; none is" : " (defined: " + String.join(", ", profiles.keySet()) + ")";
            throw new SpecException(
                    "compute profile '" + compute + "' is not defined" + NearestName.hint(compute, profiles.keySet()) + known);
        }
        return profile;
    }

    /** @throws IOException when the profile's cluster cannot be found */
    static Cluster cluster(Host host, ComputeProfile profile) throws IOException {
        Clusters clusters = host.offer(Clusters.class).orElseGet(() -> new KubeconfigClusters(host.environment()));
        return clusters.of(profile);
    }

    private static WorkloadRunner kubernetes(Host host, String compute, ComputeProfile profile, Training training)
            throws IOException {
        if (training.form() == Training.Form.NO_CODE) {
            throw new SpecException("the built-in trainer runs on this machine, not in compute profile '" + compute
                    + "': leave out 'compute', or give a 'command' and an 'image'");
        }
        ObjectStore store = profile.objectStorage() == null ? null : ObjectStore.of(profile.objectStorage(), host::secret);
        return new KubernetesRunner(cluster(host, profile), profile, host.workspace(), owner(host), store);
    }

    /** Whose a build's objects in clusters are. */
    static Owner owner(Host host) {
        return new Owner(host.controller(), host.build().job(), host::isAlive, host.log()::line);
    }
}
