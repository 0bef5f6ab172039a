package io.jenkins.plugins.mlsteps.tune.sampler.cmaes;

import io.jenkins.plugins.mlsteps.tune.sampler.Dominance;
import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.sampler.Sampler;
import io.jenkins.plugins.mlsteps.tune.sampler.SobolSampler;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.random.RandomGenerator;

/**
 * Covariance matrix adaptation (Hansen and Ostermeier 2001; constants as in Hansen 2016) by asking and telling: whoever is told
 * fills the population, in whatever order trials end. It begins in the middle of the space, or where an earlier study was best.
 * Trials come in pairs on opposite sides of the mean (Brockhoff et al. 2010, "Mirrored Sampling and Sequential Selection for
 * Evolution Strategies"). When a search has converged, the next one begins elsewhere with a population twice as large (IPOP,
 * Auger and Hansen 2005). Discrete axes keep a margin of deviation, so that they do not stand still before the others have
 * converged (Hamano et al. 2022, "CMA-ES with Margin").
 */
public final class CmaesSampler implements Sampler {
    private static final int ROUNDS = 50;

    private final Space space;
    private final long seed;
    private final SobolSampler elsewhere;
    private Descent descent;
    private int seen;
    private int restarts;

    public CmaesSampler(Space space, long seed) {
        this.space = space;
        this.seed = seed;
        this.elsewhere = new SobolSampler(space, seed);
    }

    @Override
    public Optional<double[]> ask(History history, int number) {
        if (Descent.axes(space).length == 0) {
            return elsewhere.ask(history, number);
        }
        catchUp(history);
        RandomGenerator random = Randomness.of(seed, number);
        Steps steps = Steps.of(seed, number);
        for (int round = 0; round < ROUNDS; round++) {
            double[] point = descent.sample(steps, random);
            if (space.allows(point)) {
                return Optional.of(point);
            }
        }
        return Optional.of(space.random(random));
    }

    /** Takes in what was told since the last time, in the order in which it was told. */
    private void catchUp(History history) {
        if (descent == null) {
            begin(history.told());
        }
        for (; seen < history.told().size(); seen++) {
            if (descent.tell(history.told().get(seen))) {
                restarts++;
                // Far along the sequence, where other samplers do not get to.
                double[] start = elsewhere.ask(history, 1_000_000 + restarts).orElseThrow();
                descent = Descent.from(space, start, 1 << Math.min(restarts, 6));
            }
        }
    }

    /** What earlier studies saw stands first and has negative numbers, so a resumed study begins where it began before. */
    private void begin(List<Observation> told) {
        List<Observation> earlier =
                told.stream().takeWhile(observation -> observation.number() < 0).toList();
        if (earlier.size() >= Descent.leastKnown(space)) {
            descent = Descent.from(space, Dominance.ranked(earlier));
            seen = earlier.size();
        } else {
            double[] middle = new double[space.size()];
            Arrays.fill(middle, 0.5);
            descent = Descent.from(space, middle, 1);
        }
    }

    @Override
    public String describe(History history) {
        return restarts == 0 ? "cmaes" : "cmaes, restart " + restarts;
    }
}
