package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.sampler.gp.RegretBound;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When a study has seen enough, before its number of trials. */
final class StopRule {
    /** Complete trials, and as many more as there are dimensions, without which a regret is not estimated. */
    private static final int FEWEST_FOR_REGRET = 10;

    /** Trials that ended without the objective, of which a misspelt one is told from one that a few trials cannot have. */
    private static final int FEWEST_WITHOUT_OBJECTIVE = 3;

    private final TuneSpec spec;
    private final Space space;
    private int estimatedAt = -1;
    private double regret;

    StopRule(TuneSpec spec, Space space) {
        this.spec = spec;
        this.space = space;
    }

    /**
     * Why to stop, in a sentence; empty while the study should go on.
     *
     * @param trials of this study, those that run too
     * @param told what samplers know of them and of earlier studies
     */
    Optional<String> reason(List<Trial> trials, List<Observation> told, Instant start, Instant now) {
        return objectiveMissing(trials)
                .or(() -> targetReached(told))
                .or(() -> noImprovement(told))
                .or(() -> timeIsUp(start, now))
                .or(() -> littleToGain(told));
    }

    private Optional<String> objectiveMissing(List<Trial> trials) {
        List<Trial> ended = new ArrayList<>();
        for (Trial trial : trials) {
            if (trial.isFinished()) {
                if (!Ending.lacksObjective(trial, spec)) {
                    return Optional.empty();
                }
                ended.add(trial);
            }
        }
        return ended.size() >= Math.max(FEWEST_WITHOUT_OBJECTIVE, spec.parallel())
                ? Optional.of("each of the first " + ended.size() + " trials ended by itself, but "
                        + ended.get(0).reason())
                : Optional.empty();
    }

    private Optional<String> littleToGain(List<Observation> told) {
        List<Observation> complete =
                told.stream().filter(Observation::isComplete).toList();
        boolean ownIsComplete = complete.stream().anyMatch(observation -> observation.number() >= 0);
        if (spec.minRegret() == 0 || !ownIsComplete || complete.size() < FEWEST_FOR_REGRET + space.size()) {
            return Optional.empty();
        }
        if (estimatedAt != told.size()) {
            estimatedAt = told.size();
            regret = RegretBound.of(space, complete);
        }
        return regret < spec.minRegret()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "the best trial is estimated to be within %.3g of the optimum, 'minRegret' is %s",
                        regret,
                        spec.minRegret()))
                : Optional.empty();
    }

    private Optional<String> targetReached(List<Observation> told) {
        if (spec.targetValue() == null) {
            return Optional.empty();
        }
        double target = spec.maximizes() ? -spec.targetValue() : spec.targetValue();
        return told.stream()
                .filter(observation -> observation.number() >= 0 && observation.isComplete() && observation.value() <= target)
                .findFirst()
                .map(observation -> "trial " + observation.number() * spec.repeats() + " reached the target "
                        + spec.objective() + (spec.maximizes() ? " >= " : " <= ") + spec.targetValue());
    }

    private Optional<String> noImprovement(List<Observation> told) {
        if (spec.noImprovement() == 0 || told.isEmpty()) {
            return Optional.empty();
        }
        int since = 0;
        ParetoFront front = new ParetoFront();
        for (Observation observation : told) {
            if (observation.number() >= 0) {
                since = observation.isComplete() && front.add(observation) ? 0 : since + 1;
            }
        }
        return since >= spec.noImprovement() && !front.members().isEmpty()
                ? Optional.of("no improvement in the last " + since + " finished " + (spec.repeats() == 1 ? "trials" : "parameter sets"))
                : Optional.empty();
    }

    private Optional<String> timeIsUp(Instant start, Instant now) {
        long limit = Math.round(spec.maxMinutes() * 60_000);
        return limit > 0 && Duration.between(start, now).toMillis() >= limit
                ? Optional.of("the " + spec.maxMinutes() + " minutes of 'maxMinutes' are over")
                : Optional.empty();
    }
}
