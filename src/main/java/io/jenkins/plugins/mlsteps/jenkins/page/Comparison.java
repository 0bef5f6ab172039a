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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        BuildSummary first,
        BuildSummary second,
        List<Integer> numbers,
        List<MetricRow> metrics,
        List<GateRow> gates,
        List<FactRow> facts) {

    /** @param difference the second minus the first; null unless both have the metric */
    public record MetricRow(String name, String from, String to, Double difference) {
        /** A dash where there is none. */
        public String change() {
            return difference == null ? Wording.NONE : signed(difference);
        }
    }

    /** @param from and {@code to}: null where the gate was not asked */
    public record GateRow(String name, Mark from, Mark to) {}

    /**
     * @param value for machines: a digest, seconds, a parameter as it is; null where the build does not say
     * @param clocked whether it is a time that passed: hardly ever the same twice, whatever went in
     */
    public record Fact(String words, Object value, boolean clocked) {
        private static final Fact NONE = plain(Wording.NONE, null);

        private static Fact plain(String words, Object value) {
            return new Fact(words, value, false);
        }

        private static Fact digest(String digest) {
            return plain(Wording.shortDigest(digest), digest);
        }

        private static Fact duration(Duration duration) {
            return new Fact(Wording.duration(duration), duration.toMillis() / 1000.0, true);
        }
    }

    /** What both builds say of one thing. */
    public record FactRow(String name, Fact from, Fact to) {
        /** Whether both say the same; a dash for times that passed. */
        public String verdict() {
            if (from.clocked() || to.clocked()) {
                return Wording.NONE;
            }
            return Objects.equals(from.value(), to.value()) ? "same" : "differs";
        }
    }

    public int from() {
        return first.number();
    }

    public int to() {
        return second.number();
    }

    /** Ends the request with status 404 when a build is not there or ran no ML step. */
    static Comparison of(Job<?, ?> job, int from, int to) {
        JobHistory history = JobHistory.of(job);
        BuildSummary first = summary(history, from);
        BuildSummary second = summary(history, to);
        return new Comparison(
                first,
                second,
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

    /** Of the metrics that both have, the second minus the first. */
    Map<String, Double> changes() {
        Map<String, Double> changes = new TreeMap<>();
        metrics.stream().filter(row -> row.difference() != null).forEach(row -> changes.put(row.name(), row.difference()));
        return changes;
    }

    private static MetricRow metric(String name, Double from, Double to) {
        Double difference = from == null || to == null ? null : Double.valueOf(to - from);
        return new MetricRow(name, Wording.number(from), Wording.number(to), difference);
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

    private static List<FactRow> facts(Map<String, Fact> first, Map<String, Fact> second) {
        return names(first, second).stream()
                .map(name -> new FactRow(name, first.getOrDefault(name, Fact.NONE), second.getOrDefault(name, Fact.NONE)))
                .toList();
    }

    private static Map<String, Fact> facts(Job<?, ?> job, int number) {
        Ledger records = Optional.<Run<?, ?>>ofNullable(job.getBuildByNumber(number))
                .flatMap(BuildRecords::find)
                .map(BuildRecords::records)
                .orElse(Ledger.empty());
        Map<String, Fact> facts = new TreeMap<>();
        records.trainings().forEach(training -> facts(training, facts));
        records.studies().forEach(study -> facts(study, facts));
        return facts;
    }

    private static void facts(Training training, Map<String, Fact> facts) {
        training.record().ifPresent(record -> {
            facts.put(training.name() + ": model", Fact.digest(record.digest()));
            if (record.dataset() != null) {
                facts.put(training.name() + ": data", Fact.digest(record.dataset().digest()));
            }
            if (record.source() != null && record.source().commit() != null) {
                facts.put(training.name() + ": commit", Fact.plain(record.source().commit(), record.source().commit()));
            }
            if (record.start() != null && record.end() != null) {
                facts.put(training.name() + ": took", Fact.duration(Duration.between(record.start(), record.end())));
            }
        });
    }

    private static void facts(Study study, Map<String, Fact> facts) {
        study.best()
                .map(best -> Optional.ofNullable(best.params()).orElse(Map.of()))
                .orElse(Map.of())
                .forEach((parameter, value) -> facts.put(study.name() + ": best " + parameter, Fact.plain(Wording.value(value), value)));
    }

    private static Set<String> names(Map<String, ?> first, Map<String, ?> second) {
        Set<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        return names;
    }
}
