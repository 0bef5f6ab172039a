package io.jenkins.plugins.mlsteps.tune.sampler.nsga2;

import io.jenkins.plugins.mlsteps.tune.sampler.Dominance;
import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.sampler.Sampler;
import io.jenkins.plugins.mlsteps.tune.sampler.SobolSampler;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.random.RandomGenerator;

/**
 * NSGA-II (Deb et al. 2002) by asking and telling: parents are chosen by tournaments among the best of the trials told so far,
 * which are cut back to the population size each time there are twice as many.
 */
public final class Nsga2Sampler implements Sampler {
    /** As in Optuna; Deb et al. take 100 for 25,000 evaluations. */
    static final int POPULATION = 50;

    private static final int ROUNDS = 20;

    private final Space space;
    private final long seed;
    private final int population;
    private final SobolSampler startup;
    private List<Observation> pool = new ArrayList<>();
    private int seen;

    /**
     * @param trials that the study will have, of which the first population should not take more than a quarter
     */
    public Nsga2Sampler(Space space, long seed, int trials) {
        this.space = space;
        this.seed = seed;
        this.population = Math.max(8, Math.min(POPULATION, trials / 4));
        this.startup = new SobolSampler(space, seed);
    }

    @Override
    public Optional<double[]> ask(History history, int number) {
        catchUp(history);
        if (history.complete().size() < population) {
            return startup.ask(history, number);
        }
        RandomGenerator random = Randomness.of(seed, number);
        Offspring offspring = new Offspring(space, random);
        double[] repeated = null;
        for (int round = 0; round < ROUNDS; round++) {
            double[] child = offspring.of(parent(random), parent(random));
            if (space.allows(child)) {
                if (history.points().noneMatch(point -> Arrays.equals(point, child))) {
                    return Optional.of(child);
                }
                repeated = child;
            }
        }
        return Optional.of(repeated != null ? repeated : space.random(random));
    }

    private void catchUp(History history) {
        for (; seen < history.told().size(); seen++) {
            Observation observation = history.told().get(seen);
            if (observation.isComplete()) {
                pool.add(observation);
                if (pool.size() >= 2 * population) {
                    pool = new ArrayList<>(Dominance.ranked(pool).subList(0, population));
                }
            }
        }
        pool = new ArrayList<>(Dominance.ranked(pool));
    }

    /** The better of two; the pool is in order. */
    private double[] parent(RandomGenerator random) {
        int size = Math.min(population, pool.size());
        return pool.get(Math.min(random.nextInt(size), random.nextInt(size))).point();
    }

    @Override
    public String describe(History history) {
        return "nsga2";
    }
}
