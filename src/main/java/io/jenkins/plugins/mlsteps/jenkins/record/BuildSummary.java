package io.jenkins.plugins.mlsteps.jenkins.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.ledger.Training;
import io.jenkins.plugins.mlsteps.report.page.Headline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What pages over many builds say of one: small enough that a thousand of them are read at once.
 *
 * @param number of the build
 * @param started when the build started
 * @param metrics by model or study, and metric: {@code churn.auc}; finite values only
 * @param headlines the one metric each model or study is introduced with, as a key of {@code metrics}
 * @param vouched what of gates and endpoints this Jenkins vouches for
 */
public record BuildSummary(
        int number,
        Instant started,
        Map<String, Double> metrics,
        List<String> headlines,
        List<Model> models,
        List<Gate> gates,
        List<Endpoint> endpoints,
        Vouched vouched) {
    public BuildSummary {
        vouched = vouched == null ? Vouched.nothing() : vouched;
    }

    /** A model the build made. */
    public record Model(String name, String digest, String format, long bytes, Instant made) {}

    /** What a gate said, by the record. */
    public record Gate(String name, String model, String digest, boolean passed, int checks, int failed, Instant judged) {}

    /** What a gate said of a model, and whether it did. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** There is a record of a verdict, which this Jenkins does not vouch for. */
        UNSIGNED;

        private static Outcome of(Gate gate, Vouched vouched) {
            if (vouched.signature(gate.name(), gate.judged()).isEmpty()) {
                return UNSIGNED;
            }
            return gate.passed() ? PASSED : FAILED;
        }
    }

    /** What was promoted, or was to be, by the record. */
    public record Endpoint(
            String name, String environment, String model, String digest, String revision, Deployment.Status status, Instant time) {}

    static BuildSummary of(int number, Instant started, Ledger ledger, Vouched vouched) {
        Map<String, Double> metrics = new TreeMap<>();
        List<String> headlines = new ArrayList<>();
        for (Training training : ledger.trainings()) {
            // What a training that failed said last is no result that another build's compares with.
            training.record().filter(record -> record.status() == TrainRecord.Status.SUCCEEDED).ifPresent(record -> {
                record.metrics().forEach((metric, value) -> put(metrics, training.name() + "." + metric, value));
                Headline.of(record)
                        .map(headline -> training.name() + "." + headline.metric())
                        .filter(metrics::containsKey)
                        .ifPresent(headlines::add);
            });
        }
        for (Study study : ledger.studies()) {
            String key = study.name() + "." + study.objective().metric();
            study.best().ifPresent(best -> {
                if (metrics.putIfAbsent(key, study.value(best).getAsDouble()) == null) {
                    headlines.add(key);
                }
            });
        }
        return new BuildSummary(
                number, started, metrics, headlines, models(ledger), gates(ledger), endpoints(ledger), vouched);
    }

    /** The same with the signatures of keys that are trusted. */
    BuildSummary under(Trust trust) {
        return new BuildSummary(
                number, started, metrics, headlines, models, gates, endpoints, vouched.under(trust));
    }

    /** Whether it has what builds are compared by; a roll back has not. */
    @JsonIgnore
    public boolean isComparable() {
        return !metrics.isEmpty() || !gates.isEmpty();
    }

    /** By the gates' names. */
    @JsonIgnore
    public Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        gates.forEach(gate -> outcomes.put(gate.name(), outcome(gate)));
        return outcomes;
    }

    Outcome outcome(Gate gate) {
        return Outcome.of(gate, vouched);
    }

    private static void put(Map<String, Double> metrics, String name, Double value) {
        if (value != null && Double.isFinite(value)) {
            metrics.put(name, value);
        }
    }

    private static List<Model> models(Ledger ledger) {
        return ledger.trainings().stream()
                .filter(training -> training.record().map(TrainRecord::digest).isPresent())
                .map(training -> model(training, training.record().get()))
                .toList();
    }

    private static Model model(Training training, TrainRecord record) {
        Optional<ModelCard> card = training.card().filter(known -> record.digest().equals(known.digest()));
        return new Model(
                training.name(),
                record.digest(),
                card.map(ModelCard::format).orElse(null),
                card.map(ModelCard::bytes).orElse(0L),
                record.end());
    }

    private static List<Gate> gates(Ledger ledger) {
        return ledger.verdicts().stream()
                .map(verdict -> new Gate(
                        verdict.gate(),
                        verdict.model(),
                        verdict.digest(),
                        verdict.passed(),
                        verdict.checks().size(),
                        (int) verdict.checks().stream().filter(check -> !check.passed()).count(),
                        verdict.time()))
                .toList();
    }

    private static List<Endpoint> endpoints(Ledger ledger) {
        return ledger.deployments().stream()
                .map(deployment -> new Endpoint(
                        deployment.name(),
                        deployment.environment(),
                        deployment.model(),
                        deployment.digest(),
                        deployment.revision(),
                        deployment.status(),
                        deployment.time()))
                .toList();
    }
}
