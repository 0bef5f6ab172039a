package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import org.hipparchus.util.FastMath;

/**
 * What is likely of hyperparameters before anything was observed, as in Optuna's {@code GPSampler}
 * ({@code optuna/_gp/prior.py}): precisions p have a density ∝ exp(-0.1 / p - 0.1 p), which takes length scales to lie between
 * a fifth of an axis and three of them, so that few observations neither switch axes off nor make them all that counts; amplitude
 * is Gamma(2, 1) and noise Gamma(1.1, 30): near one and near none for standardized values.
 */
final class Prior {
    private static final double PRECISION_RATE = 0.1;

    private Prior() {}

    /**
     * Minus the log density at some logarithms (precisions, amplitude, noise), up to a constant.
     *
     * @param gradient is added to
     */
    static double penalty(double[] logarithms, double[] gradient) {
        int axes = logarithms.length - 2;
        double penalty = 0;
        for (int i = 0; i < axes; i++) {
            double precision = FastMath.exp(logarithms[i]);
            penalty += PRECISION_RATE * (precision + 1 / precision);
            gradient[i] += PRECISION_RATE * (precision - 1 / precision);
        }
        return penalty + gamma(logarithms, axes, 2, 1, gradient) + gamma(logarithms, axes + 1, 1.1, 30, gradient);
    }

    private static double gamma(double[] logarithms, int i, double shape, double rate, double[] gradient) {
        double value = FastMath.exp(logarithms[i]);
        gradient[i] -= shape - 1 - rate * value;
        return rate * value - (shape - 1) * logarithms[i];
    }
}
