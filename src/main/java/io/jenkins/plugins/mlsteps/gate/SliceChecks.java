package io.jenkins.plugins.mlsteps.gate;

import io.jenkins.plugins.mlsteps.gate.rule.Rule;
import io.jenkins.plugins.mlsteps.gate.rule.Vocabulary;
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

    SliceChecks(
            GateSpec spec, Sample candidate, Sample baseline, FirstModel firstModel, Map<String, Double> overall) {
        this.spec = spec;
        this.candidate = candidate;
        this.baseline = baseline;
        this.firstModel = firstModel;
        this.overall = overall;
    }

    List<Verdict.Check> checks() {
        List<Verdict.Check> checks = new ArrayList<>();
        for (String rule : spec.sliceRules()) {
            if (candidate.measures().slices().isEmpty()) {
                checks.add(Gate.failed(
                        rule,
                        "'" + rule + "' is a rule for slices, but there is none: give 'slices', columns of the predictions"));
            }
            candidate.measures().slices().forEach((slice, metrics) -> checks.add(judge(rule, slice, metrics)));
        }
        return checks;
    }

    private Verdict.Check judge(String rule, String slice, Map<String, Double> metrics) {
        Map<String, Double> before = baseline.measures().slices().getOrDefault(slice, Map.of());
        Verdict.Check check = firstModel.judge(
                new Rule(rule),
                new Vocabulary(metrics, before, candidate.measures().slices(), overall));
        return new Verdict.Check(
                rule + " where " + slice,
                check.passed(),
                check.observed(),
                check.required(),
                "where " + slice + ": " + check.reason(),
                check.statistics());
    }
}
