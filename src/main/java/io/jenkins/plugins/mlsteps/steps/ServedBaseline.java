package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.local.CurrentModel;
import io.jenkins.plugins.mlsteps.deploy.local.CurrentModels;
import io.jenkins.plugins.mlsteps.gate.Comparison;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The model that an environment serves now. */
record ServedBaseline(GateSpec spec, Environment environment) implements BaselineSource {
    @Override
    public Comparison find(Path workspace) throws IOException {
        TargetConfig target = environment.target();
        if (target != null && target.type() != null && target.type() != TargetConfig.Type.local) {
            return new Comparison.Unusable(
                    spec.baseline(),
                    "what a target of type " + target.type()
                            + " serves cannot be looked up by a gate; name a record or metrics file instead");
        }
        Optional<CurrentModel> serving = CurrentModels.standard().find(spec.baseline(), spec.model());
        return serving.isPresent()
                ? served(serving.get(), workspace)
                : new Comparison.FirstModel(spec.baseline(), environment.policy().firstModel());
    }

    private Comparison served(CurrentModel current, Path workspace) {
        Verdict.Baseline baseline = current.baseline();
        String predictions = spec.baselinePredictions() != null ? spec.baselinePredictions() : current.predictions();
        return new Comparison.Known(
                baseline.reference(),
                baseline.digest(),
                baseline.metrics(),
                predictions == null ? null : workspace.resolve(predictions));
    }
}
