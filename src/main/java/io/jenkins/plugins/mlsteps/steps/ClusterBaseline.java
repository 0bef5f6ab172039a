package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.Target;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ClusterTarget;
import io.jenkins.plugins.mlsteps.gate.Comparison;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The model that an environment in a cluster serves now, as its objects there tell.
 *
 * @param current null when it serves none of that name
 * @param firstModel policy of the environment for a model that has no baseline
 */
record ClusterBaseline(GateSpec spec, CurrentRevision current, String firstModel) implements BaselineSource {
    /** Asks the cluster, which the host alone knows. */
    static BaselineSource of(Host host, GateSpec spec, Environment environment) {
        try {
            Target target = Targets.of(host, spec.baseline(), environment, null);
            if (!(target instanceof ClusterTarget<?> cluster)) {
                return new ServedBaseline(spec, environment);
            }
            List<CurrentRevision> serving = cluster.serving(spec.baseline()).stream()
                    .filter(it -> spec.model().equals(it.model()))
                    .toList();
            return serving.size() > 1
                    ? new Useless(spec.baseline(), several(serving))
                    : new ClusterBaseline(
                            spec,
                            serving.stream().findFirst().orElse(null),
                            environment.policy().firstModel());
        } catch (SpecException | IOException e) {
            return new Useless(spec.baseline(), e.getMessage());
        }
    }

    private static String several(List<CurrentRevision> serving) {
        return "several endpoints serve a model '" + serving.get(0).model() + "': "
                + String.join(", ", serving.stream().map(CurrentRevision::endpoint).toList())
                + "; name the baseline's record file, or a registered model";
    }

    @Override
    public Comparison find(Path workspace) {
        if (current == null) {
            return new Comparison.FirstModel(spec.baseline(), firstModel);
        }
        String reference = spec.baseline() + "/" + current.endpoint() + " revision " + current.revision();
        if (current.metrics() == null || current.metrics().isEmpty()) {
            return new Comparison.Unusable(
                    reference, "the cluster does not tell what its training measured; deploy it again, or name its record file");
        }
        return new Comparison.Known(
                reference,
                current.digest(),
                current.metrics(),
                spec.baselinePredictions() == null ? null : workspace.resolve(spec.baselinePredictions()));
    }
}
