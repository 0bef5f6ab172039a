package io.jenkins.plugins.mlsteps.gate.hypothesis;

import io.jenkins.plugins.mlsteps.record.Rounded;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;

/**
 * A hypothesis, the difference it was tested on and the p-value of what it claims.
 */
record Tested(HypothesisTest test, Difference difference, double pValue) {
    static Tested of(HypothesisTest test, Difference difference) {
        return new Tested(test, difference, pValue(test, difference));
    }

    /** Two one-sided tests for equivalence: Schuirmann (1987). */
    private static double pValue(HypothesisTest test, Difference difference) {
        double margin = test.margin();
        if (test instanceof HypothesisTest.Superior) {
            return difference.pAbove(margin);
        }
        return test instanceof HypothesisTest.Equivalent
                ? Math.max(difference.pAbove(-margin), difference.pBelow(margin))
                : difference.pAbove(-margin);
    }

    /**
     * @param adjusted p-value after correction for the gate's other tests
     * @param tests of the gate, of which Holm's method leaves each at least an equal share of alpha
     */
    Verdict.Check check(double adjusted, int tests) {
        Power power = new Power(test, difference, test.alpha() / tests);
        double low = difference.lower(test.alpha());
        double high = difference.upper(test.alpha());
        boolean passed = adjusted <= test.alpha();
        String interval = number(low) + " … " + number(high);
        String observed = test.metric() + " differs by " + number(difference.effect()) + " ("
                + number(100 * (1 - 2 * test.alpha())) + " % interval " + interval + ")";
        String p = "p = " + number(pValue) + (adjusted == pValue ? "" : ", Holm-adjusted " + number(adjusted));
        String reason = observed + ", " + p + (passed ? ", at most " : ", above ") + "alpha " + number(test.alpha())
                + (passed ? ": " : ": not shown that ") + "the candidate is " + claim() + " (" + difference.method() + ", "
                + difference.rows() + " rows, power " + number(power.power()) + " " + power.assumed() + hint(passed, power) + ")";
        Verdict.Statistics statistics = new Verdict.Statistics(
                difference.method(),
                difference.effect(),
                low,
                high,
                test.margin(),
                test.alpha(),
                pValue,
                adjusted,
                power.power(),
                difference.rows(),
                power.rowsNeeded());
        return new Verdict.Check(Hypotheses.rule(test), passed, observed, required(), reason, statistics);
    }

    private String hint(boolean passed, Power power) {
        if (passed || power.rowsNeeded() != null && power.rowsNeeded() <= difference.rows()) {
            return "";
        }
        return power.rowsNeeded() == null
                ? "; no number of rows would show it"
                : "; " + power.rowsNeeded() + " rows would give 0.8";
    }

    private String claim() {
        String margin = number(test.margin());
        if (test instanceof HypothesisTest.Superior) {
            return test.margin() == 0 ? "better than the baseline" : "better than the baseline by more than " + margin;
        }
        return test instanceof HypothesisTest.Equivalent
                ? "within " + margin + " of the baseline"
                : "not worse than the baseline by more than " + margin;
    }

    private String required() {
        String margin = number(test.margin());
        if (test instanceof HypothesisTest.Superior) {
            return "> " + margin;
        }
        return test instanceof HypothesisTest.Equivalent ? "between -" + margin + " and " + margin : "> -" + margin;
    }

    static String number(double value) {
        return Rounded.to(4, value);
    }
}
