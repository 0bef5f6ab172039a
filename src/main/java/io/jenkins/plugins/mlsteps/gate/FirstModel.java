package io.jenkins.plugins.mlsteps.gate;

import io.jenkins.plugins.mlsteps.gate.rule.Rule;
import io.jenkins.plugins.mlsteps.gate.rule.Vocabulary;
import io.jenkins.plugins.mlsteps.record.Verdict;

/**
 * What comparing means while there is nothing to compare with. Conditions without a baseline are judged as ever.
 *
 * @param policy {@code fail}: a comparison fails; {@code pass}: it passes; {@code absoluteOnly}: it passes, but only beside
 *     at least one condition that needs no baseline
 */
record FirstModel(String policy, Comparison comparison) {
    /** The check a rule is, or the one that stands in for it when there is no baseline. */
    Verdict.Check judge(Rule rule, Vocabulary vocabulary) {
        return comparison instanceof Comparison.Known || !rule.needsBaseline()
                ? rule.judge(vocabulary)
                : without(rule.text());
    }

    /** The check of a comparison that cannot be made. */
    Verdict.Check without(String condition) {
        if (comparison instanceof Comparison.Unnamed) {
            return Gate.failed(
                    condition, "'" + condition + "' compares with a baseline, but the gate names none: give 'baseline'");
        }
        if (comparison instanceof Comparison.Unusable unusable) {
            return Gate.failed(
                    condition,
                    "'" + condition + "' compares with '" + unusable.reference() + "', which cannot be used: "
                            + unusable.why());
        }
        Comparison.FirstModel first = (Comparison.FirstModel) comparison;
        String valid = first.policy() == null ? policy : first.policy();
        boolean passes = !"fail".equals(valid);
        String reason = "'" + condition + "' has nothing to compare with: '" + first.reference()
                + "' has no model yet; firstModel: '" + valid + "' " + (passes ? "lets it pass" : "lets it fail");
        return new Verdict.Check(condition, passes, Verdict.Check.NO_BASELINE, null, reason, null);
    }
}
