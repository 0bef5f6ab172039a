package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.BaselineReference;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.Named;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.OfBuild;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.Registered;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;

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

    private static BaselineSource named(Host host, GateSpec spec, Named named) {
        Environment environment = host.administration().environments().get(named.text());
        return environment != null
                ? new ServedBaseline(spec, environment)
                : new BaselineFile(named.text(), named.text(), spec.baselinePredictions());
    }
}
