package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import java.util.Arrays;
import org.hipparchus.util.FastMath;

/**
 * What a Gaussian process assumes of standardized values.
 *
 * @param precisions 1 / squared length scale along each axis, with coordinates from 0 to 1
 * @param amplitude variance of the function
 * @param noise variance of an observation around the function
 */
record Hyperparameters(double[] precisions, double amplitude, double noise) {
    /** Logarithms: precisions, amplitude, noise. */
    static Hyperparameters ofLogarithms(double[] logarithms) {
        int axes = logarithms.length - 2;
        double[] precisions = new double[axes];
        Arrays.setAll(precisions, i -> FastMath.exp(logarithms[i]));
        return new Hyperparameters(
                precisions, FastMath.exp(logarithms[axes]), FastMath.exp(logarithms[axes + 1]));
    }
}
