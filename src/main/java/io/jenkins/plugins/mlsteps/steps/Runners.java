package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.Resources;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.WorkloadRunner;
import io.jenkins.plugins.mlsteps.workload.local.LocalRunner;
import java.util.Map;

/** Finds the runner for the compute profile a step names. */
final class Runners {
    private Runners() {}

    static WorkloadRunner of(Host host, Resources resources) {
        if (resources.compute() == null) {
            return new LocalRunner(host.workspace());
        }
        Map<String, ComputeProfile> profiles = host.administration().compute();
        ComputeProfile profile = profiles.get(resources.compute());
        if (profile == null) {
            throw new SpecException("compute profile '" + resources.compute() + "' is not defined"
                    + NearestName.hint(resources.compute(), profiles.keySet()) + " (defined: "
                    + String.join(", ", profiles.keySet()) + ")");
        }
        return switch (profile.type()) {
            case local -> new LocalRunner(host.workspace());
            case kubernetes -> throw new SpecException(
                    "compute profile '" + resources.compute() + "' is of type kubernetes, which this version does not run yet");
        };
    }
}
