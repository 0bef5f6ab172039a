package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.List;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.util.FastMath;

/**
 * A density over some axes together: a mixture with one product of kernels for each observation and one for the prior
 * (multivariate as in Falkner et al. 2018, section 3.1).
 */
final class ParzenEstimator {
    /** As many of the latest observations have full weight; older ones fade (Bergstra et al. 2013, section 2). */
    private static final int FULL_WEIGHT = 25;

    private final int[] axes;
    private final Kernels[] kernels;
    private final double[] weights;
    private final double[] cumulative;

    /**
     * @param observed points that have a coordinate on every one of the axes, in the order of their numbers
     */
    ParzenEstimator(Space space, int[] axes, List<double[]> observed) {
        this.axes = axes;
        this.kernels = new Kernels[axes.length];
        for (int i = 0; i < axes.length; i++) {
            int axis = axes[i];
            double[] coordinates =
                    observed.stream().mapToDouble(point -> point[axis]).toArray();
            kernels[i] = Kernels.of(space.axis(axis), coordinates);
        }
        weights = weights(observed.size());
        cumulative = new double[weights.length];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k];
            cumulative[k] = sum;
        }
    }

    /** The prior, at the end, weighs as much as one recent observation. */
    private static double[] weights(int observed) {
        double[] weights = new double[observed + 1];
        int fading = Math.max(0, observed - FULL_WEIGHT);
        for (int k = 0; k < weights.length; k++) {
            weights[k] = k >= fading ? 1 : 1.0 / observed + k * (1 - 1.0 / observed) / Math.max(1, fading - 1);
        }
        return weights;
    }

    /** Draws coordinates on the estimator's axes into a point. */
    void sample(double[] point, RandomGenerator random) {
        int kernel = kernel(random.nextDouble() * cumulative[cumulative.length - 1]);
        for (int i = 0; i < axes.length; i++) {
            point[axes[i]] = kernels[i].sample(kernel, random);
        }
    }

    private int kernel(double position) {
        int kernel = 0;
        while (kernel < cumulative.length - 1 && cumulative[kernel] <= position) {
            kernel++;
        }
        return kernel;
    }

    double logDensity(double[] point) {
        double[] logDensities = new double[weights.length];
        for (int i = 0; i < axes.length; i++) {
            kernels[i].addLogDensities(point[axes[i]], logDensities);
        }
        return logMixture(logDensities);
    }

    private double logMixture(double[] logDensities) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logDensity : logDensities) {
            largest = Math.max(largest, logDensity);
        }
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            // Kernels below e^-40 cannot change the sum's 53 bits noticeably, and exponentials are dear.
            if (logDensities[k] > largest - 40) {
                sum += weights[k] * FastMath.exp(logDensities[k] - largest);
            }
        }
        return largest + FastMath.log(sum / cumulative[cumulative.length - 1]);
    }
}
