package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import org.hipparchus.special.Erf;
import org.hipparchus.util.FastMath;

/**
 * The logarithm of the expected improvement over a value, which has useful slopes where the improvement itself is lost to
 * rounding (Ament et al. 2023, "Unexpected Improvements to Expected Improvement for Bayesian Optimization").
 */
final class LogImprovement {
    private static final double LOG_SQRT_2_PI = 0.5 * FastMath.log(2 * FastMath.PI);

    /** Below, φ(z) + z Φ(z) loses digits and its asymptotic series is exact to 1e-5. */
    private static final double FAR = -10;

    private final double best;

    /**
     * @param best value to improve on; smaller is better
     */
    LogImprovement(double best) {
        this.best = best;
    }

    double of(GaussianProcess.Prediction prediction) {
        return FastMath.log(prediction.deviation()) + logGain((best - prediction.mean()) / prediction.deviation());
    }

    /**
     * @param gradient receives the slopes along the axes that the prediction has slopes for
     */
    double of(GaussianProcess.Prediction prediction, double[] gradient) {
        double z = (best - prediction.mean()) / prediction.deviation();
        double logGain = logGain(z);
        double density = FastMath.exp(-0.5 * z * z - LOG_SQRT_2_PI - logGain);
        double mass = FastMath.exp(logMass(z) - logGain);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (density * prediction.deviationSlope()[i] - mass * prediction.meanSlope()[i])
                    / prediction.deviation();
        }
        return FastMath.log(prediction.deviation()) + logGain;
    }

    /** log(φ(z) + z Φ(z)). */
    static double logGain(double z) {
        double logDensity = -0.5 * z * z - LOG_SQRT_2_PI;
        if (z > FAR) {
            return FastMath.log(FastMath.exp(logDensity) + z * mass(z));
        }
        double u = 1 / (z * z);
        return logDensity + FastMath.log(u * (1 - u * (3 - u * (15 - 105 * u))));
    }

    private static double logMass(double z) {
        if (z > FAR) {
            return FastMath.log(mass(z));
        }
        double u = 1 / (z * z);
        return -0.5 * z * z - LOG_SQRT_2_PI + FastMath.log((1 - u * (1 - u * (3 - 15 * u))) / -z);
    }

    private static double mass(double z) {
        return 0.5 * Erf.erfc(-z / FastMath.sqrt(2));
    }
}
