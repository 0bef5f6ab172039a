package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.gate.rule.Rule;
import io.jenkins.plugins.mlsteps.gate.rule.Vocabulary;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import java.util.Map;
import java.util.Optional;

/**
 * Judges what a policy asks of a gate by the numbers of its signed verdict: whoever may edit the gate's own rules cannot edit
 * these.
 *
 * @param nothingToCompareWith whether the policy lets a first model pass without comparisons, and this is one
 */
record RequiredRules(RequiredGate gate, boolean nothingToCompareWith) {
    /** The first of them that does not hold, as what is said of the gate; empty when all do. */
    Optional<String> unmet(GateEvidence.Measured measured) {
        if (gate.rules().isEmpty() && gate.baseline() == null) {
            return Optional.empty();
        }
        if (measured == null) {
            return Optional.of("has a verdict without numbers, and the policy has rules for them; run the gate again");
        }
        return otherBaseline(measured)
                .or(() -> gate.rules().stream()
                        .flatMap(rule -> unmet(new Rule(rule), measured).stream())
                        .findFirst());
    }

    private Optional<String> otherBaseline(GateEvidence.Measured measured) {
        if (gate.baseline() == null || (measured.baseline() == null && nothingToCompareWith)) {
            return Optional.empty();
        }
        if (measured.baseline() != null && gate.baseline().equals(measured.comparedWith())) {
            return Optional.ofNullable(measured.baseline().predictions())
                    .map(file -> "measured the baseline by '" + file + "', which the pipeline writes itself; the policy asks for '"
                            + gate.baseline() + "' as it was measured there: leave baselinePredictions out");
        }
        return Optional.of("compared with "
                + (measured.baseline() == null ? "nothing" : "'" + measured.baseline().reference() + "'")
                + ", the policy asks for '" + gate.baseline() + "'");
    }

    private Optional<String> unmet(Rule rule, GateEvidence.Measured measured) {
        boolean comparesWithNothing = measured.baseline() == null && rule.needsBaseline();
        if (comparesWithNothing) {
            return nothingToCompareWith
                    ? Optional.empty()
                    : Optional.of("compared with nothing, and the policy asks for " + rule.text());
        }
        Verdict.Check check = rule.judge(vocabulary(measured));
        return check.passed() ? Optional.empty() : Optional.of("does not satisfy the policy: " + check.reason());
    }

    private static Vocabulary vocabulary(GateEvidence.Measured measured) {
        Map<String, Double> baseline = measured.baseline() == null || measured.baseline().metrics() == null
                ? Map.of()
                : measured.baseline().metrics();
        return new Vocabulary(measured.metrics(), baseline, measured.slices(), measured.metrics());
    }
}
