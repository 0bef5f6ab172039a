package io.jenkins.plugins.mlsteps.tune.sampler.cmaes;

import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.space.Axis;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import io.jenkins.plugins.mlsteps.tune.space.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.util.FastMath;

/** One search from a starting point until it has converged. */
final class Descent {
    /** First deviation along each axis, as in Optuna: a sixth of its range. */
    private static final double SIGMA = 1.0 / 6;

    /** Draws outside the unit cube are drawn again; after this many for each axis they are moved to its faces. */
    private static final int DRAWS = 10;

    private static final double NARROW = 1e-7;
    private static final double ILL_CONDITIONED = 1e14;

    private final Space space;
    private final int[] numeric;
    private final Strategy strategy;
    private final Distribution distribution;
    private final Map<Integer, Frequencies> categorical = new TreeMap<>();
    private final List<Observation> population = new ArrayList<>();
    private final List<Double> bestOfGenerations = new ArrayList<>();

    private Descent(Space space, double[] start, Strategy strategy) {
        this.space = space;
        this.numeric = axes(space);
        this.strategy = strategy;
        double[] mean = IntStream.of(numeric)
                .mapToDouble(i -> Double.isNaN(start[i]) ? 0.5 : start[i])
                .toArray();
        this.distribution = new Distribution(strategy, mean, SIGMA);
        for (int i : space.free()) {
            if (space.axis(i).isCategorical()) {
                categorical.put(i, new Frequencies((int) space.axis(i).cardinality(), margin()));
            }
        }
        widen();
    }

    /**
     * @param enlarged how many times the default population
     */
    static Descent from(Space space, double[] start, int enlarged) {
        int axes = axes(space).length;
        return new Descent(space, start, new Strategy(axes, enlarged * Strategy.defaultPopulation(axes)));
    }

    /**
     * Begins where a first population would move to: at the weighted mean of its better half.
     *
     * @param ranked best first, at least as many as a population; later ones do not count
     */
    static Descent from(Space space, List<Observation> ranked) {
        int[] axes = axes(space);
        Strategy strategy = new Strategy(axes.length, Strategy.defaultPopulation(axes.length));
        double[] start = ranked.get(0).point().clone();
        for (int i : axes) {
            start[i] = 0;
            for (int k = 0; k < strategy.population / 2; k++) {
                double coordinate = ranked.get(k).point()[i];
                start[i] += strategy.weights[k] * (Double.isNaN(coordinate) ? 0.5 : coordinate);
            }
        }
        return new Descent(space, start, strategy);
    }

    /** The free axes with an order. */
    static int[] axes(Space space) {
        return space.free().stream()
                .filter(i -> !space.axis(i).isCategorical())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** How many observations it takes to begin with the best of them. */
    static int leastKnown(Space space) {
        return Strategy.defaultPopulation(axes(space).length);
    }

    double[] sample(Steps steps, RandomGenerator random) {
        double[] x = distribution.at(steps.next(numeric.length));
        for (int draw = 0; draw < DRAWS * numeric.length && !isInside(x); draw++) {
            x = distribution.at(steps.next(numeric.length));
        }
        double[] point = new double[space.size()];
        for (int i = 0; i < point.length; i++) {
            Frequencies frequencies = categorical.get(i);
            point[i] = frequencies == null ? 0.5 : frequencies.sample(random);
        }
        for (int i = 0; i < numeric.length; i++) {
            point[numeric[i]] = Unit.clamp(x[i]);
        }
        return space.settle(point);
    }

    private static boolean isInside(double[] x) {
        for (double v : x) {
            if (v < 0 || v > 1) {
                return false;
            }
        }
        return true;
    }

    /** Takes an observation into the population; true when the search has converged. */
    boolean tell(Observation observation) {
        population.add(observation);
        if (population.size() < strategy.population) {
            return false;
        }
        // What failed is worst; what was pruned is worse than what ran to its end.
        population.sort(Comparator.comparing(Observation::outcome).thenComparingDouble(Observation::value));
        distribution.adapt(population.stream().map(o -> numeric(o.point())).toList());
        categorical.forEach((i, frequencies) -> frequencies.adapt(
                population.stream().map(o -> o.point()[i]).toList(), strategy.weights));
        widen();
        bestOfGenerations.add(population.get(0).value());
        population.clear();
        return hasConverged();
    }

    private double[] numeric(double[] point) {
        return IntStream.of(numeric).mapToDouble(i -> point[i]).toArray();
    }

    /** Probability with which a discrete axis leaves the value at the mean, 1 / (population · axes) by Hamano et al. */
    private double margin() {
        return 1.0 / (strategy.population * Math.max(1, space.free().size()));
    }

    private void widen() {
        double quantile = -new NormalDistribution().inverseCumulativeProbability(margin() / 2);
        boolean widened = false;
        for (int i = 0; i < numeric.length; i++) {
            Axis axis = space.axis(numeric[i]);
            double cell = 1 / axis.cardinality();
            double least = 0.5 * cell / quantile;
            if (distribution.deviation(i) < least) {
                distribution.stretch(i, least / distribution.deviation(i));
                widened = true;
            }
        }
        if (widened) {
            distribution.decompose();
        }
    }

    private boolean hasConverged() {
        return distribution.largestDeviation() < NARROW
                || distribution.condition() > ILL_CONDITIONED
                || stagnates();
    }

    /** No better than 10 + 30 n / λ generations ago (Hansen 2016, B.3, "stagnation" and "tolfun" in one). */
    private boolean stagnates() {
        int span = 10 + (int) FastMath.ceil(30.0 * strategy.axes / strategy.population);
        int n = bestOfGenerations.size();
        return n > span
                && !(bestOfGenerations.subList(n - span, n).stream().min(Double::compare).orElseThrow()
                        < bestOfGenerations.subList(0, n - span).stream().min(Double::compare).orElseThrow());
    }
}
