package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import io.jenkins.plugins.mlsteps.tune.space.Categorical;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.util.FastMath;

/**
 * Kernels over values without an order, after Aitchison and Aitken (1976): an observation gives its own value weight 1 and
 * every value 1 / (n + 1), so that kernels grow sharper with the number of observations. The prior is uniform.
 */
final class CategoricalKernels implements Kernels {
    private final int[] observed;
    private final int choices;
    private final double own;
    private final double logOwn;
    private final double logOther;
    private final double logPrior;

    CategoricalKernels(Categorical axis, double[] coordinates) {
        observed = new int[coordinates.length];
        for (int k = 0; k < observed.length; k++) {
            observed[k] = (int) coordinates[k];
        }
        choices = (int) axis.cardinality();
        double base = 1.0 / (observed.length + 1);
        double total = 1 + choices * base;
        own = 1 / total;
        logOwn = FastMath.log((1 + base) / total);
        logOther = FastMath.log(base / total);
        logPrior = -FastMath.log(choices);
    }

    @Override
    public double sample(int kernel, RandomGenerator random) {
        boolean keeps = kernel < observed.length && random.nextDouble() < own;
        return keeps ? observed[kernel] : random.nextInt(choices);
    }

    @Override
    public void addLogDensities(double coordinate, double[] sums) {
        int value = (int) coordinate;
        for (int k = 0; k < observed.length; k++) {
            sums[k] += observed[k] == value ? logOwn : logOther;
        }
        sums[observed.length] += logPrior;
    }
}
