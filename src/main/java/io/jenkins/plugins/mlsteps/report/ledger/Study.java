package io.jenkins.plugins.mlsteps.report.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A study and the last word on each of its trials.
 *
 * @param objectives at least one
 * @param axes the parameters the trials vary, those of the search space first
 * @param planned how many trials were to run at most
 * @param repeats how many trials run each parameter set: trials {@code c·r … c·r + r - 1} run set c
 * @param importance share of each parameter in the variance of the objective, largest first; empty when not computed
 * @param stopped why the study ended; null when it did not say
 * @param usage what the trials cost; null when it did not say
 * @param trials by number
 */
public record Study(
        String name,
        List<Objective> objectives,
        List<Axis> axes,
        String algorithm,
        String pruner,
        int planned,
        int repeats,
        Map<String, Double> importance,
        String stopped,
        StudyRecord.Usage usage,
        List<Trial> trials) {
    public Study {
        repeats = Math.max(1, repeats);
    }

    /** A metric that trials are judged by. */
    public record Objective(String metric, boolean maximize) {
        /** Whether one value is better than another. */
        public boolean better(double value, double than) {
            return maximize ? value > than : value < than;
        }
    }

    /**
     * A parameter and where its values lie.
     *
     * @param log whether its values are spread over orders of magnitude
     * @param categories the values when they are not numbers, as text; empty for numbers
     */
    public record Axis(String name, boolean log, List<String> categories) {
        @JsonIgnore
        public boolean isNumeric() {
            return categories.isEmpty();
        }

        /** A value's place on the axis: the number itself, or the position among the categories; empty when it has none. */
        public OptionalDouble place(Object value) {
            if (!isNumeric()) {
                int position = value == null ? -1 : categories.indexOf(value.toString());
                return position < 0 ? OptionalDouble.empty() : OptionalDouble.of(position);
            }
            return value instanceof Number number && Double.isFinite(number.doubleValue())
                    ? OptionalDouble.of(number.doubleValue())
                    : OptionalDouble.empty();
        }
    }

    public Objective objective() {
        return objectives.get(0);
    }

    /** A trial's value of an objective; empty unless the trial is complete and the value finite. */
    public OptionalDouble value(Trial trial, Objective objective) {
        if (trial.state() != Trial.State.COMPLETE) {
            return OptionalDouble.empty();
        }
        Double own = objective.equals(objective()) && trial.value() != null
                ? trial.value()
                : trial.metrics().get(objective.metric());
        return own == null || !Double.isFinite(own) ? OptionalDouble.empty() : OptionalDouble.of(own);
    }

    public OptionalDouble value(Trial trial) {
        return value(trial, objective());
    }

    /** When its last trial ended; empty while one runs, and without trials. */
    Optional<Instant> end() {
        return trials.stream().anyMatch(trial -> trial.end() == null)
                ? Optional.empty()
                : trials.stream().map(Trial::end).max(Comparator.naturalOrder());
    }

    /**
     * Complete trials with a finite objective, in the order of their numbers. With repeats, what is compared are parameter sets:
     * each is its first complete trial, with the means of them all.
     */
    public List<Trial> complete() {
        return repeats == 1
                ? trials.stream().filter(trial -> value(trial).isPresent()).toList()
                : ParameterSets.complete(this);
    }

    /** What {@link #complete} has, the best first. */
    public List<Trial> ranked() {
        Comparator<Trial> byValue =
                Comparator.comparingDouble(trial -> value(trial).getAsDouble());
        return complete().stream()
                .sorted(objective().maximize() ? byValue.reversed() : byValue)
                .toList();
    }

    public Optional<Trial> best() {
        return ranked().stream().findFirst();
    }

    public long count(Trial.State state) {
        return trials.stream().filter(trial -> trial.state() == state).count();
    }
}
