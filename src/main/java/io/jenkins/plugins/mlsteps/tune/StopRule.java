package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a study has seen enough, before its number of trials. */
final class StopRule {
    private final TuneSpec spec;

    StopRule(TuneSpec spec) {
        this.spec = spec;
    }

    /** Why to stop, in a sentence; empty while the study should go on. */
    Optional<String> reason(List<Observation> told, Instant start, Instant now) {
        return targetReached(told)
                .or(() -> noImprovement(told))
                .or(() -> timeIsUp(start, now));
    }

    private Optional<String> targetReached(List<Observation> told) {
        if (spec.targetValue() == null) {
            return Optional.empty();
        }
        double target = spec.maximizes() ? -spec.targetValue() : spec.targetValue();
        return told.stream()
                .filter(observation -> observation.isComplete() && observation.value() <= target)
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
                ? Optional.of("no improvement in the last " + since + " finished trials")
                : Optional.empty();
    }

    private Optional<String> timeIsUp(Instant start, Instant now) {
        long limit = Math.round(spec.maxMinutes() * 60_000);
        return limit > 0 && Duration.between(start, now).toMillis() >= limit
                ? Optional.of("the " + spec.maxMinutes() + " minutes of 'maxMinutes' are over")
                : Optional.empty();
    }
}
