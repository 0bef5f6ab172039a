package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.automl.AutoTrainer;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.Study;
import io.jenkins.plugins.mlsteps.workload.kubeflow.ExperimentManifest;
import java.util.List;

/** Finds what a search asks for that cannot be, before anything runs and without a look at the workspace. */
public final class SearchCheck {
    private SearchCheck() {}

    /**
     * @throws SpecException when the space cannot be searched, the built-in trainer does not report the objective, or Katib, where it
     *     shall search, cannot express the study
     */
    public static void require(TuneSpec spec) {
        Study.check(spec);
        if (spec.engine().equals("katib")) {
            ExperimentManifest.requireExpressible(spec);
        } else if (spec.training().target() != null) {
            spec.objectives().forEach(SearchCheck::requireReported);
        }
    }

    private static void requireReported(String objective) {
        List<String> reported = AutoTrainer.trialMetrics();
        if (!reported.contains(objective)) {
            throw new SpecException("tuneHyperparams: parameter 'objective': trials of the built-in trainer do not report '"
                    + objective + "'" + NearestName.among(objective, reported));
        }
    }
}
