package io.jenkins.plugins.mlsteps.gate.hypothesis;

import io.jenkins.plugins.mlsteps.spec.HypothesisTest;

/**
 * How likely a test is to pass if the observed difference is the true one, by the normal approximation (Chow, Shao and Wang
 * 2008, "Sample Size Calculations in Clinical Research", chapters 3 and 4).
 */
record Power(HypothesisTest test, Difference difference) {
    private static final double WANTED = 0.8;
    private static final double MOST_ROWS = 1e15;

    /** Between 0 and 1. */
    double power() {
        double error = difference.standardError();
        if (error == 0) {
            return distance() > 0 ? 1 : 0;
        }
        double z = -Normal.quantile(test.alpha());
        if (test instanceof HypothesisTest.Equivalent) {
            double within = Normal.cdf((test.margin() - difference.effect()) / error - z)
                    + Normal.cdf((test.margin() + difference.effect()) / error - z)
                    - 1;
            return Math.max(0, within);
        }
        return Normal.cdf(distance() / error - z);
    }

    /** Rows at which the power is 80 %; null when no number of them suffices. */
    Long rowsNeeded() {
        if (distance() <= 0) {
            return null;
        }
        double z = -Normal.quantile(test.alpha()) + Normal.quantile(WANTED);
        double ratio = z * difference.standardError() / distance();
        double rows = Math.ceil(difference.rows() * ratio * ratio);
        return rows > MOST_ROWS ? null : (Long) Math.max(1, (long) rows);
    }

    /** From the observed difference to the threshold it has to keep away from. */
    private double distance() {
        if (test instanceof HypothesisTest.Superior) {
            return difference.effect() - test.margin();
        }
        return test instanceof HypothesisTest.Equivalent
                ? test.margin() - Math.abs(difference.effect())
                : test.margin() + difference.effect();
    }
}
