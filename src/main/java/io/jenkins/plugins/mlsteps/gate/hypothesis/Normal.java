package io.jenkins.plugins.mlsteps.gate.hypothesis;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.special.Erf;

/** The standard normal distribution. */
final class Normal {
    private static final NormalDistribution STANDARD = new NormalDistribution();

    private Normal() {}

    static double cdf(double z) {
        return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }

    /** Probability of more than {@code z}, exact far out in the tail. */
    static double above(double z) {
        return cdf(-z);
    }

    static double quantile(double probability) {
        return STANDARD.inverseCumulativeProbability(probability);
    }
}
