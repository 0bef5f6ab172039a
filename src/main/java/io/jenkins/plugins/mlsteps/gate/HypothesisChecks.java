package io.jenkins.plugins.mlsteps.gate;

import io.jenkins.plugins.mlsteps.gate.hypothesis.Hypotheses;
import io.jenkins.plugins.mlsteps.gate.hypothesis.HypothesisException;
import io.jenkins.plugins.mlsteps.gate.hypothesis.Pair;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsException;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The checks that compare a candidate's predictions with a baseline's. */
record HypothesisChecks(List<HypothesisTest> tests, Sample candidate, Sample baseline, FirstModel firstModel) {
    List<Verdict.Check> checks() {
        if (!(firstModel.comparison() instanceof Comparison.Known)) {
            return each(firstModel::without);
        }
        if (!candidate.isPresent() || !baseline.isPresent()) {
            String whose = candidate.isPresent() ? "the baseline" : "the candidate";
            return each(rule -> Gate.failed(
                    rule, "'" + rule + "' cannot be tested: there are no usable predictions of " + whose));
        }
        try {
            Pair pair = Pair.of(candidate.predictions(), baseline.predictions());
            return new Hypotheses(tests, pair, common()).checks();
        } catch (HypothesisException | PredictionsException e) {
            // Comparing models on different cases is wrong whether a test asks for it or a rule does.
            return tests.isEmpty()
                    ? List.of(Gate.failed("baseline predictions", e.getMessage()))
                    : each(rule -> Gate.failed(rule, "'" + rule + "' cannot be tested: " + e.getMessage()));
        }
    }

    boolean areNeeded() {
        return !tests.isEmpty() || candidate.isPresent() && baseline.isPresent();
    }

    private List<Verdict.Check> each(Function<String, Verdict.Check> check) {
        return tests.stream().map(Hypotheses::rule).map(check).toList();
    }

    private Set<String> common() {
        Set<String> metrics = new HashSet<>(candidate.measures().overall().keySet());
        metrics.retainAll(baseline.measures().overall().keySet());
        return metrics;
    }
}
