package io.jenkins.plugins.mlsteps.tune.sampler;

import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.Optional;

/** Independent uniform points (Bergstra and Bengio 2012, "Random Search for Hyper-Parameter Optimization"). */
public final class RandomSampler implements Sampler {
    private final Space space;
    private final long seed;

    public RandomSampler(Space space, long seed) {
        this.space = space;
        this.seed = seed;
    }

    @Override
    public Optional<double[]> ask(History history, int number) {
        return Optional.of(space.random(Randomness.of(seed, number)));
    }

    @Override
    public String describe(History history) {
        return "random";
    }
}
