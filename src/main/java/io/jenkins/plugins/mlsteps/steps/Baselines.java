package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.BaselineReference;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.Named;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.OfBuild;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.Registered;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;

/** Finds out, with what the host knows, where a gate's baseline comes from. */
final class Baselines {
    private Baselines() {}

    static BaselineSource of(Host host, GateSpec spec) throws InterruptedException {
        BaselineReference reference = BaselineReference.of(spec.baseline());
        if (reference instanceof Registered registered) {
            return RegisteredBaseline.of(host, spec, registered);
        }
        if (reference instanceof OfBuild build) {
            return new BuildBaseline(host, spec, build).source();
        }
        return reference instanceof Named named ? named(host, spec, named) : new BaselineSource.None();
    }

    /**
     * The baseline as its author wrote it, where that is nothing that a pipeline could write or choose, as a file, or a registry that
     * no administrator defined; null otherwise.
     */
    static String outsideTheWorkspace(Host host, GateSpec spec) {
        BaselineReference reference = BaselineReference.of(spec.baseline());
        boolean file = reference instanceof Named named && !host.administration().environments().containsKey(named.text());
        boolean registry = reference instanceof Registered && host.administration().registry() == null;
        return reference == null || file || registry ? null : reference.text();
    }

    private static BaselineSource named(Host host, GateSpec spec, Named named) {
        Environment environment = host.administration().environments().get(named.text());
        return environment != null
                ? served(host, spec, environment)
                : new BaselineFile(named.text(), named.text(), spec.baselinePredictions());
    }

    private static BaselineSource served(Host host, GateSpec spec, Environment environment) {
        TargetConfig.Type type = environment.target() == null ? null : environment.target().type();
        return type != null && type.inCluster()
                ? ClusterBaseline.of(host, spec, environment)
                : new ServedBaseline(spec, environment);
    }
}
