package io.jenkins.plugins.mlsteps.gate;

import io.jenkins.plugins.mlsteps.gate.rule.Rule;
import io.jenkins.plugins.mlsteps.gate.rule.Vocabulary;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Judges a model. The verdict passes only if every check passed and there was at least one: whatever is missing,
 * unreadable, undefined or not finite is a failed check with its own reason.
 */
public final class Gate {
    private Gate() {}

    public static Verdict judge(GateSpec spec, Evidence evidence) {
        List<Verdict.Check> checks = new ArrayList<>(evidence.findings());
        if (evidence.digest() == null) {
            checks.add(failed("model", "the model '" + spec.model() + "' has no digest, so no verdict can name it"));
        }
        Map<String, Double> baseline = evidence.baseline() instanceof Comparison.Known known ? known.metrics() : Map.of();
        Vocabulary vocabulary = new Vocabulary(evidence.metrics(), baseline);
        FirstModel firstModel = new FirstModel(spec.firstModel(), evidence.baseline());
        for (String rule : spec.rules()) {
            checks.add(firstModel.judge(new Rule(rule), vocabulary));
        }
        boolean passed = !checks.isEmpty() && checks.stream().allMatch(Verdict.Check::passed);
        return new Verdict(
                spec.name(),
                spec.model(),
                evidence.digest(),
                passed,
                checks,
                evidence.metrics(),
                recorded(evidence.baseline(), baseline),
                evidence.inputs(),
                evidence.provenance().source(),
                evidence.provenance().builder(),
                evidence.provenance().tool(),
                evidence.provenance().time());
    }

    private static Verdict.Baseline recorded(Comparison comparison, Map<String, Double> metrics) {
        if (comparison instanceof Comparison.Known known) {
            return new Verdict.Baseline(known.reference(), known.digest(), metrics);
        }
        return null;
    }

    static Verdict.Check failed(String what, String reason) {
        return new Verdict.Check(what, false, null, null, reason, null);
    }
}
