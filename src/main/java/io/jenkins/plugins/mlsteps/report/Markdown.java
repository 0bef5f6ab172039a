package io.jenkins.plugins.mlsteps.report;

import io.jenkins.plugins.mlsteps.record.Rounded;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.util.List;

/** A verdict as a Markdown comment for a pull request. */
public final class Markdown {
    private final StringBuilder text = new StringBuilder();

    private Markdown() {}

    public static String of(Verdict verdict) {
        Markdown markdown = new Markdown();
        markdown.heading(verdict);
        markdown.checks(verdict.checks());
        markdown.tests(verdict.checks());
        markdown.slices(verdict.sliceSearch());
        markdown.footing(verdict);
        return markdown.text.toString();
    }

    private void heading(Verdict verdict) {
        long failed = verdict.checks().stream().filter(check -> !check.passed()).count();
        line("### " + mark(verdict.passed()) + " Gate " + code(verdict.gate()) + " for model " + code(verdict.model()) + ": "
                + (verdict.passed()
                        ? "passed"
                        : "failed (" + failed + " of " + verdict.checks().size() + " checks)"));
        line("");
    }

    private void checks(List<Verdict.Check> checks) {
        line("| | check | observed | required |");
        line("| --- | --- | --- | --- |");
        for (Verdict.Check check : checks) {
            line("| " + mark(check.passed()) + " | " + code(check.rule()) + " | " + cell(check.observed()) + " | "
                    + cell(check.required()) + " |");
        }
        line("");
        checks.stream().filter(check -> !check.passed()).forEach(check -> line("- " + mark(false) + " " + cell(check.reason())));
    }

    private void tests(List<Verdict.Check> checks) {
        List<Verdict.Check> tested =
                checks.stream().filter(check -> check.statistics() != null).toList();
        if (tested.isEmpty()) {
            return;
        }
        line("");
        line("| test | effect | interval | p (Holm) | power | rows | rows needed | method |");
        line("| --- | ---: | --- | ---: | ---: | ---: | ---: | --- |");
        for (Verdict.Check check : tested) {
            Verdict.Statistics s = check.statistics();
            line("| " + code(check.rule()) + " | " + number(s.effect()) + " | " + number(s.low()) + " … " + number(s.high())
                    + " | " + pValue(s.adjustedPValue() == null ? s.pValue() : s.adjustedPValue()) + " | "
                    + number(s.power()) + " | " + cell(s.rows()) + " | " + cell(s.rowsNeeded()) + " | "
                    + cell(s.method()) + " |");
        }
    }

    private void slices(Verdict.SliceSearch search) {
        if (search == null) {
            return;
        }
        line("");
        line("Slices: " + cell(search.sentence()) + (search.worst().isEmpty() ? "." : ":"));
        if (!search.worst().isEmpty()) {
            line("");
        }
        search.worst().forEach(slice -> line("- worse where " + code(slice.slice()) + ": " + cell(slice.sentence())));
    }

    private void footing(Verdict verdict) {
        line("");
        String against = verdict.baseline() == null
                ? ""
                : ", compared with " + code(verdict.baseline().reference());
        line("Model " + code(String.valueOf(verdict.digest())) + against + ", judged " + verdict.time() + ".");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String mark(boolean passed) {
        return passed ? "✔" : "✘";
    }

    private static String pValue(Double value) {
        return value != null && value < 0.0001 ? "&lt; 0.0001" : number(value);
    }

    private static String number(Double value) {
        return value == null ? "–" : Rounded.to(4, value);
    }

    /** Text that neither ends a table cell nor becomes markup. */
    private static String cell(Object value) {
        return value == null
                ? "–"
                : value.toString()
                        .replaceAll("\\s+", " ")
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replaceAll("([\\\\`*_|\\[\\]])", "\\\\$1");
    }

    /** Code may hold a back tick only between more of them, and a bar in a table only when escaped. */
    private static String code(String value) {
        String line = value.replaceAll("\\s+", " ").replace("|", "\\|");
        return line.contains("`") ? "`` " + line + " ``" : "`" + line + "`";
    }
}
