package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import io.jenkins.plugins.mlsteps.tune.space.Axis;
import io.jenkins.plugins.mlsteps.tune.space.Categorical;
import io.jenkins.plugins.mlsteps.tune.space.Stepped;
import org.hipparchus.random.RandomGenerator;

/** One kernel for each observation along one axis, and a last one for the prior. */
interface Kernels {
    /** A coordinate drawn from one kernel. */
    double sample(int kernel, RandomGenerator random);

    /** Adds the logarithm of each kernel's density, or mass, at a coordinate to {@code sums}. */
    void addLogDensities(double coordinate, double[] sums);

    /**
     * @param coordinates of the observations, in their order of number
     */
    static Kernels of(Axis axis, double[] coordinates) {
        if (axis instanceof Categorical categorical) {
            return new CategoricalKernels(categorical, coordinates);
        }
        Bandwidth bandwidth = new Bandwidth(coordinates);
        return axis instanceof Stepped stepped && stepped.cardinality() <= SteppedKernels.MOST_CELLS
                ? new SteppedKernels(stepped, bandwidth)
                : new RealKernels(axis, bandwidth);
    }
}
