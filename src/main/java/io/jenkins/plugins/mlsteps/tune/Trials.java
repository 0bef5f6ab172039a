package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.tune.pruner.Curve;
import java.util.List;
import java.util.Map;

/** Trials with something else in them. */
final class Trials {
    private Trials() {}

    static Trial asItBegan(Trial trial) {
        return new Trial(
                trial.number(), trial.params(), Trial.State.RUNNING, null, null, null, null, trial.start(), null);
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
     * @param sign that turns the curve's values, of which small ones are good, back into the author's
     */
    static List<Trial.Report> reports(Curve curve, double sign) {
        return curve.values().entrySet().stream()
                .map(entry -> new Trial.Report(entry.getKey(), sign * entry.getValue()))
                .toList();
    }
}
