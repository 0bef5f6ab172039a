package io.jenkins.plugins.mlsteps.gate;

import io.jenkins.plugins.mlsteps.gate.rule.Rule;
import io.jenkins.plugins.mlsteps.gate.rule.Vocabulary;
import io.jenkins.plugins.mlsteps.record.Rounded;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges the rules for slices, one check for each rule in each slice. */
final class SliceChecks {
    private final GateSpec spec;
    private final Sample candidate;
    private final Sample baseline;
    private final FirstModel firstModel;
    private final Map<String, Double> overall;
    private final Map<String, Map<String, Double>> judged;

    SliceChecks(
            GateSpec spec, Sample candidate, Sample baseline, FirstModel firstModel, Map<String, Double> overall) {
        this.spec = spec;
        this.candidate = candidate;
        this.baseline = baseline;
        this.firstModel = firstModel;
        this.overall = overall;
        this.judged = candidate.judged(spec.sliceMinRows());
    }

    List<Verdict.Check> checks() {
        List<Verdict.Check> checks = new ArrayList<>();
        for (String rule : spec.sliceRules()) {
            if (judged.isEmpty()) {
                checks.add(Gate.failed(rule, nothingToJudge(rule)));
            }
            judged.forEach((slice, metrics) -> checks.add(judge(new Rule(rule), slice, metrics)));
        }
        return checks;
    }

    private String nothingToJudge(String rule) {
        if (!candidate.findings().isEmpty()) {
            return "'" + rule + "' is a rule for slices, but there are no usable predictions to slice";
        }
        return candidate.pooled().isEmpty()
                ? "'" + rule + "' is a rule for slices, but there is none: give 'slices', columns of the predictions"
                : "'" + rule + "' is a rule for slices, but none has the " + spec.sliceMinRows()
                        + " rows that 'sliceMinRows' asks for";
    }

    private Verdict.Check judge(Rule rule, String slice, Map<String, Double> metrics) {
        Map<String, Double> before = baseline.pooled().getOrDefault(slice, Map.of());
        Verdict.Check check = firstModel.judge(
                rule, new Vocabulary(metrics, before, judged, overall));
        return new Verdict.Check(
                rule.text() + " where " + slice,
                check.passed(),
                check.observed(),
                check.required(),
                "where " + slice + ": " + check.reason() + measured(rule, slice, metrics),
                check.statistics());
    }

    /** What the rows of the slice alone say, where pooling with the other slices made a difference. */
    private String measured(Rule rule, String slice, Map<String, Double> pooled) {
        Map<String, Double> alone = candidate.measures().slices().get(slice);
        List<String> drawn = rule.named(pooled.keySet()).stream()
                .filter(metric -> !pooled.get(metric).equals(alone.get(metric)))
                .map(metric -> metric + " = " + Rounded.to(6, alone.get(metric)))
                .toList();
        return drawn.isEmpty()
                ? ""
                : " (partially pooled; its " + candidate.rows(slice) + " rows alone: " + String.join(", ", drawn) + ")";
    }
}
