package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a trial of a study is run. */
final class TrialRun {
    private TrialRun() {}

    static RunPlan plan(TuneSpec spec, String study, int number, Map<String, Object> params) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (spec.training().params() != null) {
            all.putAll(spec.training().params());
        }
        // Those that the search varies are the trial's own: one that its condition rules out is not there.
        spec.space().forEach(dimension -> all.remove(dimension.name()));
        all.putAll(params);
        return new RunPlan(
                spec.name() + " trial " + number,
                spec.name(),
                directory(study, number),
                spec.training(),
                all,
                spec.seed() + number,
                // The runs of one parameter set differ, so that their mean says more; those of two sets are comparable.
                spec.seed() + number % spec.repeats(),
                // Side by side, one file for all would mix them up.
                spec.parallel() > 1 ? outputDirectory(study, number) : "",
                number,
                false);
    }

    static String directory(String study, int number) {
        return study + "/trials/" + number;
    }

    static String outputDirectory(String study, int number) {
        return directory(study, number) + "/output";
    }

    /** One line for the log when it ended: with its study, for several may run side by side. */
    static String line(TuneSpec spec, Trial trial, Trial best) {
        String outcome =
                switch (trial.state()) {
                    case COMPLETE -> spec.objective() + "=" + Figures.number(trial.value());
                    case PRUNED -> "pruned" + (trial.value() == null ? "" : " at " + Figures.number(trial.value()));
                    case TIMED_OUT -> "timed out";
                    case NOT_FINITE, FAILED -> "failed: " + trial.reason();
                    case RUNNING -> "running";
                };
        String standing = best == null
                ? ""
                : best.number() == trial.number()
                        ? ", the best so far"
                        : ", best " + Figures.number(best.value()) + " in trial " + best.number();
        return spec.name() + " trial " + trial.number() + ": " + outcome + standing + "  [" + Figures.list(trial.params()) + "]";
    }
}
