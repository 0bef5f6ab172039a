package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import org.hipparchus.util.FastMath;

/**
 * The Matérn kernel with smoothness 5/2 (Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning", equation
 * 4.17) and a length scale for each axis, of amplitude 1.
 */
final class Matern {
    private final Metric metric;
    private final double[] precisions;

    /**
     * @param precisions 1 / squared length scale, along each axis of the metric
     */
    Matern(Metric metric, double[] precisions) {
        this.metric = metric;
        this.precisions = precisions;
    }

    double between(double[] left, double[] right) {
        return value(scaled(left, right));
    }

    /** The squared distance in length scales. */
    double scaled(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < precisions.length; i++) {
            sum += precisions[i] * metric.squared(i, left, right);
        }
        return sum;
    }

    private static double value(double scaled) {
        double s = FastMath.sqrt(5 * scaled);
        return (1 + s + s * s / 3) * FastMath.exp(-s);
    }
}
