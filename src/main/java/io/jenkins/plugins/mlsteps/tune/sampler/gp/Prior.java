package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import org.hipparchus.util.FastMath;

/**
 * What is likely of hyperparameters before anything was observed. Length scales grow with the square root of the number of
 * axes, as distances do (Hvarfner, Hellsten and Nardi 2024, "Vanilla Bayesian Optimization Performs Great in High
 * Dimensions", section 5: log-normal with location √2 + ln(d)/2 and scale √3); amplitude is Gamma(2, 1) and noise
 * Gamma(1.1, 30): near one and near none for standardized values.
 */
final class Prior {
    private static final double SCALE_VARIANCE = 3;

    private final double location;

    Prior(int axes) {
        location = FastMath.sqrt(2) + 0.5 * FastMath.log(axes);
    }

    /**
     * Minus the log density at some logarithms (precisions, amplitude, noise), up to a constant.
     *
     * @param gradient is added to
     */
    double penalty(double[] logarithms, double[] gradient) {
        int axes = logarithms.length - 2;
        double penalty = 0;
        for (int i = 0; i < axes; i++) {
            double deviation = -0.5 * logarithms[i] - location;
            penalty += deviation * deviation / (2 * SCALE_VARIANCE);
            gradient[i] -= 0.5 * deviation / SCALE_VARIANCE;
        }
        return penalty
                + gamma(logarithms, axes, 2, 1, gradient)
                + gamma(logarithms, axes + 1, 1.1, 30, gradient);
    }

    private static double gamma(double[] logarithms, int i, double shape, double rate, double[] gradient) {
        double value = FastMath.exp(logarithms[i]);
        gradient[i] -= shape - 1 - rate * value;
        return rate * value - (shape - 1) * logarithms[i];
    }
}
