package io.jenkins.plugins.mlsteps.jenkins.page;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildSummary;
import io.jenkins.plugins.mlsteps.jenkins.record.JobHistory;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.ledger.Training;
import io.jenkins.plugins.mlsteps.report.page.Mark;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kohsuke.stapler.HttpResponses;

/**
 * Two builds of a job side by side.
 *
 * @param numbers of all builds that can be compared, the latest first
 * @param metrics of either build
 * @param gates of either build
 * @param facts about what went in and what came out: digests, the parameters of the best trial
 */
public record Comparison(
        int from, int to, List<Integer> numbers, List<MetricRow> metrics, List<GateRow> gates, List<FactRow> facts) {

    /** @param change the second minus the first; a dash unless both have the metric */
    public record MetricRow(String name, String from, String to, String change) {}

    /** @param from and {@code to}: null where the gate was not asked */
    public record GateRow(String name, Mark from, Mark to) {}

    /** @param differs whether the two builds say different things */
    public record FactRow(String name, String from, String to, boolean differs) {}

    /** Ends the request with status 404 when a build is not there or ran no ML step. */
    static Comparison of(Job<?, ?> job, int from, int to) {
        JobHistory history = JobHistory.of(job);
        BuildSummary first = summary(history, from);
        BuildSummary second = summary(history, to);
        return new Comparison(
                from,
                to,
                history.summaries().stream().map(BuildSummary::number).toList(),
                metrics(first, second),
                gates(first, second),
                facts(facts(job, from), facts(job, to)));
    }

    private static BuildSummary summary(JobHistory history, int number) {
        return history.summary(number)
                .orElseThrow(() -> HttpResponses.errorWithoutStack(404, "Build " + number + " is not there or ran no ML step"));
    }

    private static List<MetricRow> metrics(BuildSummary first, BuildSummary second) {
        return names(first.metrics(), second.metrics()).stream()
                .map(name -> metric(name, first.metrics().get(name), second.metrics().get(name)))
                .toList();
    }

    private static MetricRow metric(String name, Double from, Double to) {
        String change = from == null || to == null ? Wording.NONE : signed(to - from);
        return new MetricRow(name, Wording.number(from), Wording.number(to), change);
    }

    private static String signed(double change) {
        return (change > 0 ? "+" : change < 0 ? "−" : "±") + Wording.number(Math.abs(change));
    }

    private static List<GateRow> gates(BuildSummary first, BuildSummary second) {
        Map<String, BuildSummary.Outcome> from = first.outcomes();
        Map<String, BuildSummary.Outcome> to = second.outcomes();
        return names(from, to).stream()
                .map(name -> new GateRow(name, mark(from.get(name)), mark(to.get(name))))
                .toList();
    }

    private static Mark mark(BuildSummary.Outcome outcome) {
        return outcome == null ? null : OutcomeMark.of(outcome);
    }

    private static List<FactRow> facts(Map<String, String> first, Map<String, String> second) {
        return names(first, second).stream()
                .map(name -> new FactRow(
                        name,
                        first.getOrDefault(name, Wording.NONE),
                        second.getOrDefault(name, Wording.NONE),
                        !first.getOrDefault(name, "").equals(second.getOrDefault(name, ""))))
                .toList();
    }

    private static Map<String, String> facts(Job<?, ?> job, int number) {
        Ledger records = Optional.<Run<?, ?>>ofNullable(job.getBuildByNumber(number))
                .flatMap(BuildRecords::find)
                .map(BuildRecords::records)
                .orElse(Ledger.empty());
        Map<String, String> facts = new TreeMap<>();
        records.trainings().forEach(training -> facts(training, facts));
        records.studies().forEach(study -> facts(study, facts));
        return facts;
    }

    private static void facts(Training training, Map<String, String> facts) {
        training.record().ifPresent(record -> {
            facts.put(training.name() + ": model", Wording.shortDigest(record.digest()));
            if (record.dataset() != null) {
                facts.put(training.name() + ": data", Wording.shortDigest(record.dataset().digest()));
            }
            if (record.source() != null && record.source().commit() != null) {
                facts.put(training.name() + ": commit", record.source().commit());
            }
            facts.put(training.name() + ": took", Wording.duration(record.start(), record.end()));
        });
    }

    private static void facts(Study study, Map<String, String> facts) {
        study.best()
                .map(best -> Optional.ofNullable(best.params()).orElse(Map.of()))
                .orElse(Map.of())
                .forEach((parameter, value) -> facts.put(study.name() + ": best " + parameter, Wording.value(value)));
    }

    private static Set<String> names(Map<String, ?> first, Map<String, ?> second) {
        Set<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        return names;
    }
}
