package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.pruner.Curve;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Judges how a trial ended: a complete one needs a finite value for each objective. */
final class Ending {
    private final TuneSpec spec;
    private final Trial trial;
    private final Curve curve;
    private final double sign;

    Ending(TuneSpec spec, Trial trial, Curve curve, double sign) {
        this.spec = spec;
        this.trial = trial;
        this.curve = curve;
        this.sign = sign;
    }

    Trial of(Trial.State state, Double value, Map<String, Double> metrics, String reason, Instant end) {
        return switch (state) {
            case RUNNING -> throw new IllegalArgumentException(
                    "trial " + trial.number() + " was told as RUNNING, which is no end");
            case COMPLETE -> complete(value, metrics, reason, end);
            case PRUNED -> ended(state, finite(value).or(this::lastReport).orElse(null), metrics, reason, end);
            case FAILED, TIMED_OUT, NOT_FINITE -> ended(state, null, metrics, reason, end);
        };
    }

    private Trial complete(Double value, Map<String, Double> metrics, String reason, Instant end) {
        for (int i = 0; i < spec.objectives().size(); i++) {
            String objective = spec.objectives().get(i);
            Double observed = i == 0 ? value : metrics.get(objective);
            if (observed == null) {
                return ended(Trial.State.FAILED, null, metrics, neverReported(objective, metrics), end);
            }
            if (!Double.isFinite(observed)) {
                String why = "objective '" + objective + "' is " + observed + ", which cannot be compared";
                return ended(Trial.State.NOT_FINITE, null, metrics, why, end);
            }
        }
        return ended(Trial.State.COMPLETE, value, metrics, reason, end);
    }

    /** Whether a trial that would have been complete, by how its run ended, failed for want of an objective. */
    static boolean lacksObjective(Trial ended, TuneSpec spec) {
        return ended.state() == Trial.State.FAILED
                && spec.objectives().stream()
                        .anyMatch(objective -> neverReported(objective, ended.metrics()).equals(ended.reason()));
    }

    private static String neverReported(String objective, Map<String, Double> metrics) {
        return "objective '" + objective + "' was never reported"
                + (metrics.isEmpty()
                        ? "; no metric was"
                        : "; reported were " + String.join(", ", new TreeSet<>(metrics.keySet())));
    }

    private Optional<Double> lastReport() {
        return curve.isEmpty()
                ? Optional.empty()
                : finite(sign * curve.values().lastEntry().getValue());
    }

    private static Optional<Double> finite(Double value) {
        return Optional.ofNullable(value).filter(Double::isFinite);
    }

    private Trial ended(Trial.State state, Double value, Map<String, Double> metrics, String reason, Instant end) {
        return new Trial(
                trial.number(),
                trial.params(),
                state,
                value,
                Trials.reports(curve, sign),
                metrics,
                reason,
                trial.start(),
                // Where the clock was set back meanwhile, a trial would take less than no time.
                end.isBefore(trial.start()) ? trial.start() : end);
    }
}
