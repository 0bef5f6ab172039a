package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Training;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.WorkloadRunner;
import io.jenkins.plugins.mlsteps.workload.kubernetes.KubernetesRunner;
import io.jenkins.plugins.mlsteps.workload.kubernetes.Owner;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Clusters;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.KubeconfigClusters;
import io.jenkins.plugins.mlsteps.workload.local.LocalRunner;
import java.io.IOException;
import java.util.Map;

/** Finds the runner for the compute profile a step names. */
final class Runners {
    private Runners() {}

    /** @throws IOException when the profile's cluster cannot be found */
    static WorkloadRunner of(Host host, Training training) throws IOException {
        String compute = training.resources().compute();
        if (compute == null) {
            return new LocalRunner(host.workspace(), host.environment());
        }
        Map<String, ComputeProfile> profiles = host.administration().compute();
        ComputeProfile profile = profiles.get(compute);
        if (profile == null) {
            throw new SpecException("compute profile '" + compute + "' is not defined"
                    + NearestName.hint(compute, profiles.keySet()) + " (defined: " + String.join(", ", profiles.keySet()) + ")");
        }
        return switch (profile.type()) {
            case local -> new LocalRunner(host.workspace(), host.environment());
            case kubernetes -> kubernetes(host, compute, profile, training);
        };
    }

    private static WorkloadRunner kubernetes(Host host, String compute, ComputeProfile profile, Training training)
            throws IOException {
        if (training.form() == Training.Form.NO_CODE) {
            throw new SpecException("the built-in trainer runs on this machine, not in compute profile '" + compute
                    + "': leave out 'compute', or give a 'command' and an 'image'");
        }
        Clusters clusters = host.offer(Clusters.class).orElseGet(() -> new KubeconfigClusters(host.environment()));
        Owner owner = new Owner(host.controller(), host.build().job(), host::isAlive, host.log()::line);
        return new KubernetesRunner(clusters.of(profile), profile, host.workspace(), owner);
    }
}
