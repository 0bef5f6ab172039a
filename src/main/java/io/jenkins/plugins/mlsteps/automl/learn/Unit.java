package io.jenkins.plugins.mlsteps.automl.learn;

import org.hipparchus.stat.StatUtils;

/** In what the values of a target are measured while trees are grown: gains of tiny ones would be taken for rounding. */
final class Unit {
    private Unit() {}

    /** The power of two below the standard deviation, so that dividing by it rounds nothing; 1 where that is larger, or 0. */
    static double of(double[] values) {
        double deviation = Math.sqrt(StatUtils.populationVariance(values));
        return deviation > 0 && deviation < 1 ? Math.scalb(1, Math.getExponent(deviation)) : 1;
    }
}
