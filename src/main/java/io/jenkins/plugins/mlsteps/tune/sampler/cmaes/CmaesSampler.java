package io.jenkins.plugins.mlsteps.tune.sampler.cmaes;

import io.jenkins.plugins.mlsteps.tune.sampler.Dominance;
import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.sampler.Sampler;
import io.jenkins.plugins.mlsteps.tune.sampler.SobolSampler;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.Optional;
import org.hipparchus.random.RandomGenerator;

/**
 * Covariance matrix adaptation (Hansen and Ostermeier 2001; constants as in Hansen 2016) by asking and telling: whoever is told
 * fills the population, in whatever order trials end. When a search has converged, the next one begins elsewhere with a
 * population twice as large (IPOP, Auger and Hansen 2005). Discrete axes keep a margin of deviation, so that they do not stand
 * still before the others have converged (Hamano et al. 2022, "CMA-ES with Margin").
 */
public final class CmaesSampler implements Sampler {
    private static final int ROUNDS = 50;

    private final Space space;
    private final long seed;
    private final SobolSampler startup;
    private Descent descent;
    private int seen;
    private int restarts;

    public CmaesSampler(Space space, long seed) {
        this.space = space;
        this.seed = seed;
        this.startup = new SobolSampler(space, seed);
    }

    @Override
    public Optional<double[]> ask(History history, int number) {
        if (Descent.axes(space).length == 0) {
            return startup.ask(history, number);
        }
        catchUp(history);
        if (descent == null) {
            return startup.ask(history, number);
        }
        RandomGenerator random = Randomness.of(seed, number);
        for (int round = 0; round < ROUNDS; round++) {
            double[] point = descent.sample(random);
            if (space.allows(point)) {
                return Optional.of(point);
            }
        }
        return Optional.of(space.random(random));
    }

    /** Takes in what was told since the last time, in the order in which it was told. */
    private void catchUp(History history) {
        for (; seen < history.told().size(); seen++) {
            Observation observation = history.told().get(seen);
            if (descent == null) {
                begin(history, seen + 1);
            } else if (descent.tell(observation)) {
                restarts++;
                // Far along the sequence that the first points were taken from.
                double[] elsewhere =
                        startup.ask(history, 1_000_000 + restarts).orElseThrow();
                descent = Descent.from(space, elsewhere, 1 << Math.min(restarts, 6));
            }
        }
    }

    /** Once as many trials as a population are complete, the search begins in the middle of the better half of them. */
    private void begin(History history, int told) {
        History known = new History(history.told().subList(0, told), history.running());
        if (known.complete().size() >= Descent.startupTrials(space)) {
            descent = Descent.from(space, Dominance.ranked(known.complete()));
        }
    }

    @Override
    public String describe(History history) {
        return restarts == 0 ? "cmaes" : "cmaes, restart " + restarts;
    }
}
