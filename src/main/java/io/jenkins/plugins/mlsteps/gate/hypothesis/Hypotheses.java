package io.jenkins.plugins.mlsteps.gate.hypothesis;

import io.jenkins.plugins.mlsteps.gate.measure.Direction;
import io.jenkins.plugins.mlsteps.gate.measure.MetricNames;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsException;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tests a gate's hypotheses together, so that testing more of them does not make a wrong pass likelier (Holm 1979). A
 * hypothesis that cannot be tested counts as one with a p-value of 1.
 */
public final class Hypotheses {
    private final List<HypothesisTest> tests;
    private final Pair pair;
    private final Set<String> metrics;

    /**
     * @param metrics those that both models' predictions define
     */
    public Hypotheses(List<HypothesisTest> tests, Pair pair, Set<String> metrics) {
        this.tests = List.copyOf(tests);
        this.pair = pair;
        this.metrics = Set.copyOf(metrics);
    }

    /** One check for each test, in their order. */
    public List<Verdict.Check> checks() {
        List<Tested> tested = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (HypothesisTest test : tests) {
            try {
                tested.add(Tested.of(test, difference(test)));
                failures.add(null);
            } catch (HypothesisException | PredictionsException e) {
                tested.add(null);
                failures.add("'" + rule(test) + "' cannot be tested: " + e.getMessage());
            }
        }
        double[] adjusted = Holm.adjusted(tested.stream()
                .mapToDouble(one -> one == null ? 1 : one.pValue())
                .toArray());
        List<Verdict.Check> checks = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            checks.add(
                    tested.get(i) == null
                            ? new Verdict.Check(rule(tests.get(i)), false, null, null, failures.get(i), null)
                            : tested.get(i).check(adjusted[i], tests.size()));
        }
        return checks;
    }

    /** A test as its author wrote it. */
    public static String rule(HypothesisTest test) {
        String word = test instanceof HypothesisTest.Superior
                ? "superior"
                : test instanceof HypothesisTest.Equivalent ? "equivalent" : "nonInferior";
        return word + "(metric: '" + test.metric() + "', margin: " + Tested.number(test.margin()) + ")";
    }

    private Difference difference(HypothesisTest test) {
        if (!metrics.contains(test.metric())) {
            throw new HypothesisException("'" + test.metric() + "' is not a metric that both models' predictions define"
                    + NearestName.hint(test.metric(), metrics));
        }
        if (Direction.of(test.metric()).isEmpty()) {
            throw new HypothesisException("'" + test.metric() + "' is neither better when higher nor when lower");
        }
        if (MetricNames.isShare(test.metric()) && test.margin() >= 1) {
            throw new HypothesisException("'" + test.metric() + "' lies between 0 and 1, so every model is within a margin of "
                    + Tested.number(test.margin()) + ": write five per cent as 0.05");
        }
        return finite(new Comparator(pair, test).compare());
    }

    private static Difference finite(Difference difference) {
        if (!Double.isFinite(difference.effect()) || !Double.isFinite(difference.standardError())) {
            throw new HypothesisException("the difference is undefined: there are too few rows");
        }
        return difference;
    }
}
