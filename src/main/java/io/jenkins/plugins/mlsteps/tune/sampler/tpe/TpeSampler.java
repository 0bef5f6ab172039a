package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.sampler.Sampler;
import io.jenkins.plugins.mlsteps.tune.sampler.SobolSampler;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hipparchus.random.RandomGenerator;

/**
 * Tree-structured Parzen estimator (Bergstra et al. 2011, "Algorithms for Hyper-Parameter Optimization"): draws from the
 * density of good points and keeps the draw where that density exceeds the density of the others most. Multivariate
 * (Falkner et al. 2018, BOHB) in groups of parameters that exist together; constants as Watanabe 2023 ("Tree-Structured
 * Parzen Estimator: Understanding Its Algorithm Components and Their Roles") finds for Optuna.
 */
public final class TpeSampler implements Sampler {
    /** Trials before the first density; Sobol points, because few random ones leave large holes. */
    static final int STARTUP = 10;

    /** Draws of which the best is kept. */
    static final int CANDIDATES = 24;

    /** Share of points that count as good, and the largest number of them. */
    static final double GOOD_SHARE = 0.1;

    static final int MOST_GOOD = 25;

    /** Rounds of draws, when no candidate meets the constraints or is new, before a random point is taken. */
    private static final int ROUNDS = 10;

    private final Space space;
    private final long seed;
    private final SobolSampler startup;
    private Split split;
    private int splitAt;

    public TpeSampler(Space space, long seed) {
        this.space = space;
        this.seed = seed;
        this.startup = new SobolSampler(space, seed);
    }

    @Override
    public Optional<double[]> ask(History history, int number) {
        long usable = history.told().stream()
                .filter(observation -> observation.outcome() != Observation.Outcome.FAILED)
                .count();
        if (usable < STARTUP || space.free().isEmpty()) {
            return startup.ask(history, number);
        }
        int good = (int) Math.min(MOST_GOOD, Math.ceil(GOOD_SHARE * usable));
        return Optional.of(best(history, split(history, good).with(history.running()), Randomness.of(seed, number)));
    }

    /** Ranked once for all trials that are asked for between two that are told. */
    private Split split(History history, int good) {
        if (split == null || history.told().size() != splitAt) {
            split = Split.of(history, good);
            splitAt = history.told().size();
        }
        return split;
    }

    @Override
    public String describe(History history) {
        return "tpe";
    }

    private double[] best(History history, Split split, RandomGenerator random) {
        List<double[]> observed =
                Stream.concat(split.good().stream(), split.others().stream()).toList();
        List<Density> densities = Groups.of(space.free(), observed).stream()
                .map(axes -> Density.of(space, axes, split))
                .toList();
        Set<List<Double>> tried = isFinite() ? tried(history) : Set.of();
        double[] repeated = null;
        for (int round = 0; round < ROUNDS; round++) {
            double[] point = candidate(densities, random);
            if (space.allows(point)) {
                if (!tried.contains(key(point))) {
                    return point;
                }
                repeated = point;
            }
        }
        return repeated != null ? repeated : space.random(random);
    }

    /** The best draw of each group, put together. */
    private double[] candidate(List<Density> densities, RandomGenerator random) {
        double[] point = new double[space.size()];
        Arrays.fill(point, 0.5);
        densities.forEach(density -> density.choose(point, CANDIDATES, random));
        return space.settle(point);
    }

    private boolean isFinite() {
        return space.cardinality() < 1e6;
    }

    private static Set<List<Double>> tried(History history) {
        return history.points().map(TpeSampler::key).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<Double> key(double[] point) {
        return Arrays.stream(point).boxed().toList();
    }
}
