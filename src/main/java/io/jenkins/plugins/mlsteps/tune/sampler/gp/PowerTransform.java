package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import java.util.Arrays;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.util.FastMath;

/**
 * Brings values to mean 0, variance 1 and about the shape of a normal distribution, which is what a Gaussian process takes
 * values to be: Yeo and Johnson's (2000) power with the most likely exponent, as in HEBO (Cowen-Rivers et al. 2022). It keeps
 * the order.
 */
final class PowerTransform {
    private static final double LOWEST = -1;
    private static final double HIGHEST = 2;

    private PowerTransform() {}

    static double[] of(double[] values) {
        double[] standard = standardized(values);
        if (values.length < 5) {
            return standard;
        }
        double power = new BrentOptimizer(1e-3, 1e-3)
                .optimize(
                        new MaxEval(100),
                        new UnivariateObjectiveFunction(candidate -> logLikelihood(standard, candidate)),
                        GoalType.MAXIMIZE,
                        new SearchInterval(LOWEST, HIGHEST, 1))
                .getPoint();
        return standardized(Arrays.stream(standard).map(v -> raise(v, power)).toArray());
    }

    /** Of a normal distribution of the transformed values (equation 3.1), up to a constant. */
    private static double logLikelihood(double[] values, double power) {
        double[] raised = Arrays.stream(values).map(v -> raise(v, power)).toArray();
        double stretch = Arrays.stream(values)
                .map(v -> Math.signum(v) * FastMath.log1p(Math.abs(v)))
                .sum();
        return -0.5 * values.length * FastMath.log(StatUtils.populationVariance(raised) + 1e-300) + (power - 1) * stretch;
    }

    private static double raise(double value, double power) {
        if (value >= 0) {
            return Math.abs(power) < 1e-9 ? FastMath.log1p(value) : (FastMath.pow(value + 1, power) - 1) / power;
        }
        double mirrored = 2 - power;
        return Math.abs(mirrored) < 1e-9
                ? -FastMath.log1p(-value)
                : -(FastMath.pow(1 - value, mirrored) - 1) / mirrored;
    }

    private static double[] standardized(double[] values) {
        // In units of the largest, so that squares neither overflow nor vanish.
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(1);
        double[] scaled = Arrays.stream(values).map(v -> largest == 0 ? 0 : v / largest).toArray();
        double mean = StatUtils.mean(scaled);
        double deviation = FastMath.sqrt(StatUtils.populationVariance(scaled));
        return Arrays.stream(scaled)
                .map(v -> deviation > 1e-12 ? (v - mean) / deviation : 0)
                .toArray();
    }
}
