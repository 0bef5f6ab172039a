package io.jenkins.plugins.mlsteps.gate.hypothesis;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.solvers.BrentSolver;

/**
 * Difference of two proportions by Newcombe's score intervals. The p-values are those of inverting the interval: the level
 * at which it just excludes the threshold.
 */
abstract class Proportions implements Difference {
    /** Beyond 38 standard errors the normal distribution has no probability that a double could hold. */
    private static final double FARTHEST = 38;

    private static final double ACCURACY = 1e-12;

    /** Lower end of the interval that reaches {@code z} standard errors. */
    abstract double low(double z);

    /** Upper end of the interval that reaches {@code z} standard errors. */
    abstract double high(double z);

    @Override
    public double lower(double alpha) {
        return low(-Normal.quantile(alpha));
    }

    @Override
    public double upper(double alpha) {
        return high(-Normal.quantile(alpha));
    }

    @Override
    public double pAbove(double threshold) {
        return threshold <= effect()
                ? Normal.above(reach(this::low, threshold))
                : Normal.cdf(reach(this::high, threshold));
    }

    @Override
    public double pBelow(double threshold) {
        return 1 - pAbove(threshold);
    }

    /** How far the interval has to reach so that its end is at the threshold. */
    private static double reach(DoubleUnaryOperator end, double threshold) {
        DoubleUnaryOperator distance = z -> end.applyAsDouble(z) - threshold;
        if (distance.applyAsDouble(0) == 0) {
            return 0;
        }
        if (distance.applyAsDouble(0) * distance.applyAsDouble(FARTHEST) > 0) {
            return FARTHEST;
        }
        return new BrentSolver(ACCURACY).solve(1000, distance::applyAsDouble, 0, FARTHEST);
    }

    /** Wilson's score interval (1927). */
    record Wilson(double low, double high) {
        static Wilson of(double hits, double n, double z) {
            double p = hits / n;
            double centre = p + z * z / (2 * n);
            double spread = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
            double scale = 1 + z * z / n;
            return new Wilson((centre - spread) / scale, (centre + spread) / scale);
        }
    }
}
