package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import io.jenkins.plugins.mlsteps.tune.insight.Importance;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A study in numbers. */
final class StudySummary {
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final double SECONDS_PER_HOUR = 3600;

    private final TuneSpec spec;
    private final SourceRevision source;
    private final Ledger ledger;
    private final Instant start;
    private final Instant end;
    private final Optional<String> stopped;

    StudySummary(
            TuneSpec spec, SourceRevision source, Ledger ledger, Instant start, Instant end, Optional<String> stopped) {
        this.spec = spec;
        this.source = source;
        this.ledger = ledger;
        this.start = start;
        this.end = end;
        this.stopped = stopped;
    }

    /** Without what takes time to compute. */
    StudyRecord brief() {
        return record(Map.of(), null);
    }

    /** @param price of the trials' compute profile; null when it has none */
    StudyRecord full(Price price) {
        List<Observation> complete = own().stream().filter(Observation::isComplete).toList();
        return record(Importance.of(ledger.space(), complete), price);
    }

    /** The first complete run of the best parameter set, with the means of its runs. */
    Optional<Trial> best() {
        return bestObservation().map(this::trial);
    }

    /** Of each parameter set that no other is as good as in every objective, the same; empty with one objective. */
    List<Trial> pareto() {
        if (spec.objectives().size() == 1) {
            return List.of();
        }
        ParetoFront front = new ParetoFront();
        own().stream().filter(Observation::isComplete).forEach(front::add);
        return front.members().stream()
                .map(this::trial)
                .sorted(Comparator.comparingInt(Trial::number))
                .toList();
    }

    private Optional<Observation> bestObservation() {
        return own().stream().filter(Observation::isComplete).min(Comparator.comparingDouble(Observation::value));
    }

    private Trial trial(Observation observation) {
        Trial first = ledger.runs(observation.number()).stream()
                .filter(run -> run.state() == Trial.State.COMPLETE)
                .findFirst()
                .orElseThrow();
        Map<String, Double> metrics = new LinkedHashMap<>(first.metrics());
        for (int i = 0; i < observation.values().length; i++) {
            metrics.put(spec.objectives().get(i), ledger.sign(i) * observation.values()[i]);
        }
        return Trials.withMetrics(first, metrics.get(spec.objective()), metrics);
    }

    /**
     * By number, so that of parameter sets that are equally good the first one counts, whichever ended first. One that was not run as
     * often as it repeats when the study ended counts only where no other is complete: a few runs are more often lucky than many.
     */
    private List<Observation> own() {
        List<Observation> own = ledger.told().stream()
                .filter(observation -> observation.number() >= 0)
                .sorted(Comparator.comparingInt(Observation::number))
                .toList();
        return end == null || own.stream().anyMatch(Observation::isComplete)
                ? own
                : Stream.concat(own.stream(), ledger.begun().stream()).toList();
    }

    private StudyRecord record(Map<String, Double> importance, Price price) {
        Optional<Trial> best = best();
        return new StudyRecord(
                spec.name(),
                spec,
                best.map(Trial::number).orElse(null),
                best.map(Trial::params).orElse(null),
                best.map(Trial::value).orElse(null),
                states(),
                importance,
                start,
                end,
                source,
                pareto().stream().map(Trial::number).toList(),
                stopped.orElse(null),
                usage(price));
    }

    private Map<String, Integer> states() {
        Map<String, Integer> states = new TreeMap<>();
        ledger.trials().forEach(trial -> states.merge(trial.state().name(), 1, Integer::sum));
        return states;
    }

    private StudyRecord.Usage usage(Price price) {
        double hours = ledger.trials().stream()
                .filter(trial -> trial.end() != null)
                .mapToDouble(trial -> Duration.between(trial.start(), trial.end()).toMillis() / MILLIS_PER_HOUR)
                .sum();
        int gpus = spec.training() == null || spec.training().resources() == null
                ? 0
                : spec.training().resources().gpu();
        return new StudyRecord.Usage(hours, hours * gpus, price == null ? null : price.of(hours * SECONDS_PER_HOUR, gpus));
    }
}
