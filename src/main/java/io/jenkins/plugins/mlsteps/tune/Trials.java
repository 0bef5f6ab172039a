package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.tune.pruner.Curve;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trials with something else in them. */
final class Trials {
    /** A line has all of its trial, and a trial has many lines while it runs. */
    static final int MOST_REPORTS = 500;

    private Trials() {}

    static Trial begunAt(Instant start, Trial trial) {
        return new Trial(trial.number(), trial.params(), Trial.State.RUNNING, null, null, null, null, start, null);
    }

    static Trial withMetrics(Trial trial, double value, Map<String, Double> metrics) {
        return new Trial(
                trial.number(),
                trial.params(),
                trial.state(),
                value,
                trial.intermediate(),
                metrics,
                trial.reason(),
                trial.start(),
                trial.end());
    }

    static Trial withReports(Trial trial, Curve curve, double sign) {
        return new Trial(
                trial.number(),
                trial.params(),
                trial.state(),
                trial.value(),
                reports(curve, sign),
                trial.metrics(),
                trial.reason(),
                trial.start(),
                trial.end());
    }

    /**
     * At most {@link #MOST_REPORTS}: the first, the last and others evenly between them.
     *
     * @param sign that turns the curve's values, of which small ones are good, back into the author's
     */
    static List<Trial.Report> reports(Curve curve, double sign) {
        List<Trial.Report> reports = new ArrayList<>();
        int i = 0;
        for (long step : curve.values().keySet()) {
            // Each for which the share of those that are kept passes a whole number, counted so that the last one does.
            if (curve.size() <= MOST_REPORTS || i == 0 || share(i, curve) > share(i - 1, curve)) {
                reports.add(new Trial.Report(step, sign * curve.reported(step)));
            }
            i++;
        }
        return reports;
    }

    private static long share(long i, Curve curve) {
        return i * (MOST_REPORTS - 1) / (curve.size() - 1);
    }
}
