package io.jenkins.plugins.mlsteps.tune.sampler.cmaes;

import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import org.hipparchus.random.RandomGenerator;

/** Normal steps for one trial; those of an odd trial are the opposites of those of the trial before it. */
final class Steps {
    private final RandomGenerator random;
    private final double sign;

    private Steps(RandomGenerator random, double sign) {
        this.random = random;
        this.sign = sign;
    }

    static Steps of(long seed, int number) {
        // Another stream than the one that the trial draws its values without an order from.
        return new Steps(Randomness.of(~seed, number / 2), number % 2 == 0 ? 1 : -1);
    }

    double[] next(int axes) {
        double[] step = new double[axes];
        for (int k = 0; k < axes; k++) {
            step[k] = sign * random.nextGaussian();
        }
        return step;
    }
}
