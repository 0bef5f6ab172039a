package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import org.hipparchus.random.RandomGenerator;

/** A normal distribution cut off at the ends of the unit interval. */
final class TruncatedNormal {
    private TruncatedNormal() {}

    /**
     * By rejection: the centre lies inside the interval and the width is at most 1, so at least a third of the draws is kept.
     */
    static double sample(double centre, double width, RandomGenerator random) {
        double draw;
        do {
            draw = centre + width * random.nextGaussian();
        } while (draw < 0 || draw > 1);
        return draw;
    }
}
