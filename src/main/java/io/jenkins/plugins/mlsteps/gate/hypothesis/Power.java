package io.jenkins.plugins.mlsteps.gate.hypothesis;

import io.jenkins.plugins.mlsteps.spec.HypothesisTest;

/**
 * How likely a test lets pass what it should, by the normal approximation (Chow, Shao and Wang 2008, "Sample Size Calculations in Clinical
 * Research", chapters 3 and 4): a candidate that truly is as good as the baseline, or, where it has to be better, that truly is better by
 * what was observed. What was observed says nothing else about power: Hoenig and Heisey (2001), "The abuse of power".
 *
 * @param alpha error rate that the test is left with beside the gate's others
 */
record Power(HypothesisTest test, Difference difference, double alpha) {
    private static final double WANTED = 0.8;
    private static final double MOST_ROWS = 1e15;

    /** Between 0 and 1. */
    double power() {
        double error = difference.standardError();
        if (error == 0) {
            return distance() > 0 ? 1 : 0;
        }
        double above = Normal.cdf((distance() - reach()) / error);
        return test instanceof HypothesisTest.Equivalent ? Math.max(0, 2 * above - 1) : above;
    }

    /** Rows at which the power is 80 %; null when no number of them suffices. */
    Long rowsNeeded() {
        if (distance() <= 0) {
            return null;
        }
        double wanted = test instanceof HypothesisTest.Equivalent ? (1 + WANTED) / 2 : WANTED;
        double ratio = (Normal.quantile(wanted) * difference.standardError() + reach()) / distance();
        double rows = Math.ceil(difference.rows() * ratio * ratio);
        return rows > MOST_ROWS ? null : (Long) Math.max(1, (long) rows);
    }

    /** From the estimate to the bound that has to clear the threshold; for a normal estimate so many standard errors. */
    private double reach() {
        return difference.effect() - difference.lower(alpha);
    }

    /** The candidate that the power is about, in words. */
    String assumed() {
        return test instanceof HypothesisTest.Superior
                ? "if it is better by what was observed"
                : "if it is as good as the baseline";
    }

    /** From the true difference that is assumed to the threshold it has to keep away from. */
    private double distance() {
        return test instanceof HypothesisTest.Superior ? difference.effect() - test.margin() : test.margin();
    }
}
