package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import io.jenkins.plugins.mlsteps.tune.space.Axis;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.util.FastMath;

/** Gaussian kernels cut off at the ends of the unit interval. Also for so many values that their cells do not matter. */
final class RealKernels implements Kernels {
    private final Axis axis;
    private final double[] centres;
    private final double[] widths;
    private final double[] precisions;
    private final double[] logScales;

    RealKernels(Axis axis, Bandwidth bandwidth) {
        this.axis = axis;
        this.centres = bandwidth.centres;
        this.widths = bandwidth.widths;
        this.precisions = new double[centres.length];
        this.logScales = new double[centres.length];
        double previous = Double.NaN;
        for (int k = 0; k < centres.length; k++) {
            precisions[k] = -0.5 / (widths[k] * widths[k]);
            double scale = widths[k] * Normal.mass(-centres[k] / widths[k], (1 - centres[k]) / widths[k]);
            // Most kernels of a long history are as narrow as may be and far from the ends.
            logScales[k] = Double.compare(scale, previous) == 0 ? logScales[k - 1] : -FastMath.log(scale) - Normal.LOG_SQRT_2_PI;
            previous = scale;
        }
    }

    @Override
    public double sample(int kernel, RandomGenerator random) {
        return axis.snap(TruncatedNormal.sample(centres[kernel], widths[kernel], random));
    }

    @Override
    public void addLogDensities(double coordinate, double[] sums) {
        for (int k = 0; k < sums.length; k++) {
            double distance = coordinate - centres[k];
            sums[k] += logScales[k] + precisions[k] * distance * distance;
        }
    }
}
