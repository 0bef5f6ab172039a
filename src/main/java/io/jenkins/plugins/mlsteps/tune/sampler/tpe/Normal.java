package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import org.hipparchus.special.Erf;
import org.hipparchus.util.FastMath;

/** The standard normal distribution, and what is left of it between two bounds. */
final class Normal {
    static final double LOG_SQRT_2_PI = 0.5 * FastMath.log(2 * FastMath.PI);
    private static final double SQRT_2 = FastMath.sqrt(2);

    /** Beyond this many deviations lies less than 1e-9 of the mass. */
    private static final double FAR = 6;

    private Normal() {}

    static double cdf(double z) {
        if (z > FAR) {
            return 1;
        }
        return z < -FAR ? 0 : 0.5 * Erf.erfc(-z / SQRT_2);
    }

    /** Mass between two bounds. */
    static double mass(double low, double high) {
        return low > 0 ? cdf(-low) - cdf(-high) : cdf(high) - cdf(low);
    }
}
