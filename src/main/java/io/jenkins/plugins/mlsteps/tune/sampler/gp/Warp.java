package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import java.util.Arrays;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.util.FastMath;

/**
 * A change of values that keeps their order and brings their distances closer to what a Gaussian process takes them to be: the
 * distance to the best value, shifted by a share of the distance from there to the median, to a power (Box and Cox 1964, section
 * 3), standardized. Power 1 leaves the shape as it is, 0 is the logarithm.
 */
record Warp(double power) {
    private static final double SHIFT = 0.1;

    /**
     * Warped values.
     *
     * @param logJacobian of the warp, without what all powers have in common: likelihoods of warped values are comparable when it
     *     is added (Snelson, Rasmussen and Ghahramani 2004, "Warped Gaussian Processes", equation 6)
     */
    record Warped(double[] values, double logJacobian) {}

    Warped of(double[] values) {
        // In units of the largest, so that squares neither overflow nor vanish.
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(1);
        double[] scaled =
                Arrays.stream(values).map(v -> largest == 0 ? 0 : v / largest).toArray();
        double lowest = Arrays.stream(scaled).min().orElse(0);
        double shift = SHIFT * (StatUtils.percentile(scaled, 50) - lowest);
        double[] logarithms = Arrays.stream(scaled)
                .map(v -> shift > 0 ? FastMath.log((v - lowest + shift) / shift) : 0)
                .toArray();
        double[] raised = power == 1 || !(shift > 0)
                ? scaled
                : Arrays.stream(logarithms).map(this::raise).toArray();
        double mean = StatUtils.mean(raised);
        double deviation = FastMath.sqrt(StatUtils.populationVariance(raised));
        double unit = deviation > 1e-12 ? deviation : 1;
        // Power 1 was not divided by the shift, whose logarithm the others have in their slopes.
        double slopes = power == 1 || !(shift > 0)
                ? 0
                : (power - 1) * StatUtils.sum(logarithms) - values.length * FastMath.log(shift);
        return new Warped(
                Arrays.stream(raised).map(v -> (v - mean) / unit).toArray(),
                slopes - values.length * FastMath.log(unit));
    }

    private double raise(double logarithm) {
        return power == 0 ? logarithm : FastMath.expm1(power * logarithm) / power;
    }
}
