package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One verdict: each check with what was observed, what was required, and why it passed or failed. */
public record GateSection(
        String anchor, String name, Mark mark, String tally, List<Fact> facts, List<Row> rows, boolean hasGauges) {
    private static final int MAX_ROWS = 500;

    /** @param gauge null for a check that compares no numbers */
    public record Row(
            Mark mark, String rule, String observed, String required, String reason, List<Fact> statistics, Gauge gauge) {}

    static GateSection of(Verdict verdict, Guarantor guarantor) {
        boolean vouched = guarantor.vouchesFor(verdict);
        List<Row> rows = verdict.checks().stream()
                .filter(Objects::nonNull)
                .limit(MAX_ROWS)
                .map(check -> row(check, vouched))
                .toList();
        String name = String.valueOf(verdict.gate());
        return new GateSection(
                Anchor.of("gate", name),
                name,
                Mark.ofVerdict(verdict.passed(), vouched),
                tally(verdict),
                facts(verdict),
                rows,
                rows.stream().anyMatch(row -> row.gauge() != null));
    }

    /** "3 of 4 checks passed". */
    static String tally(Verdict verdict) {
        long passed = verdict.checks().stream().filter(Verdict.Check::passed).count();
        return passed + " of " + Wording.count(verdict.checks().size(), "check") + " passed";
    }

    private static List<Fact> facts(Verdict verdict) {
        Verdict.Baseline baseline = verdict.baseline();
        List<Fact> facts = new ArrayList<>(about(verdict, baseline));
        if (verdict.sliceSearch() != null) {
            facts.add(Fact.words("Slices", verdict.sliceSearch().sentence()));
        }
        verdict.worstSlices().stream()
                .filter(Objects::nonNull)
                .map(slice -> Fact.words("Worse where " + slice.slice(), slice.sentence()))
                .forEach(facts::add);
        return facts;
    }

    private static List<Fact> about(Verdict verdict, Verdict.Baseline baseline) {
        return Fact.known(
                Fact.words("Model", verdict.model()),
                Fact.digest("Digest", verdict.digest()),
                Fact.words("Baseline", baseline == null ? null : baseline.reference()),
                Fact.digest("Baseline digest", baseline == null ? null : baseline.digest()),
                Fact.words("Judged", verdict.time() == null ? null : Wording.time(verdict.time())));
    }

    private static Row row(Verdict.Check check, boolean vouched) {
        return new Row(
                Mark.ofCheck(check.passed(), vouched),
                Objects.toString(check.rule(), Wording.NONE),
                Objects.toString(check.observed(), Wording.NONE),
                Objects.toString(check.required(), Wording.NONE),
                Objects.toString(check.reason(), ""),
                check.statistics() == null ? List.of() : statistics(check.statistics()),
                Gauge.of(check).orElse(null));
    }

    private static List<Fact> statistics(Verdict.Statistics statistics) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.words("Method", statistics.method()));
        facts.add(number("p", statistics.pValue()));
        facts.add(number("adjusted p", statistics.adjustedPValue()));
        facts.add(number("α", statistics.alpha()));
        facts.add(statistics.power() == null ? null : Fact.words("Power", Wording.percent(statistics.power())));
        facts.add(count("Rows", statistics.rows()));
        facts.add(count("Rows needed", statistics.rowsNeeded()));
        return Fact.known(facts.toArray(new Fact[0]));
    }

    private static Fact number(String name, Double value) {
        return value == null ? null : Fact.words(name, Wording.number(value));
    }

    private static Fact count(String name, Long value) {
        return value == null ? null : Fact.words(name, Wording.number((double) value));
    }
}
