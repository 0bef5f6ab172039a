package io.jenkins.plugins.mlsteps.tune.insight;

import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.hipparchus.random.RandomGenerator;

/**
 * How much of the objective's variance over the whole space each parameter explains alone: functional analysis of variance over
 * a random forest (Hutter, Hoos and Leyton-Brown 2014, "An Efficient Approach for Assessing Hyperparameter Importance"). What
 * is missing to 1 are effects of several parameters together. A parameter that did not exist in a trial counts as if it
 * had been in the middle.
 */
public final class Importance {
    /** Complete trials without which nothing can be said. */
    private static final int FEWEST_TRIALS = 8;

    /** As many trials are learned from at most, spread evenly over the study. */
    private static final int MOST_TRIALS = 1000;

    private static final int TREES = 32;

    private final Space space;

    private Importance(Space space) {
        this.space = space;
    }

    /**
     * The shares, 0 to 1, by name, largest first; empty when there are too few complete trials or all have the same value.
     *
     * @param complete observations; of several objectives the first counts
     */
    public static Map<String, Double> of(Space space, List<Observation> complete) {
        return new Importance(space).shares(complete);
    }

    private Map<String, Double> shares(List<Observation> complete) {
        int n = Math.min(MOST_TRIALS, complete.size());
        if (n < FEWEST_TRIALS) {
            return Map.of();
        }
        List<Observation> learned = IntStream.range(0, n)
                .mapToObj(i -> complete.get((int) ((long) i * complete.size() / n)))
                .toList();
        List<double[]> points = learned.stream().map(o -> whole(o.point())).toList();
        double[] values = learned.stream().mapToDouble(Observation::value).toArray();
        double[] sums = new double[space.size()];
        int trees = 0;
        for (int tree = 0; tree < TREES; tree++) {
            RandomGenerator random = Randomness.of(0, tree);
            int[] rows = IntStream.range(0, n).map(i -> random.nextInt(n)).toArray();
            trees += addShares(new RegressionTree(space, points, values, rows, random).leaves(), sums) ? 1 : 0;
        }
        return trees == 0 ? Map.of() : byName(sums, trees);
    }

    private Map<String, Double> byName(double[] sums, int trees) {
        List<Integer> axes = new ArrayList<>(space.free());
        axes.sort(Comparator.comparingDouble(axis -> -sums[axis]));
        Map<String, Double> shares = new LinkedHashMap<>();
        axes.forEach(axis -> shares.put(space.axis(axis).name(), sums[axis] / trees));
        return Collections.unmodifiableMap(shares);
    }

    private double[] whole(double[] point) {
        double[] whole = point.clone();
        for (int i = 0; i < whole.length; i++) {
            whole[i] = Double.isNaN(whole[i]) ? space.axis(i).draw(0.5) : whole[i];
        }
        return whole;
    }

    /** Adds the share of each axis in the variance of one tree; false when the tree does not vary. */
    private boolean addShares(List<RegressionTree.Leaf> leaves, double[] sums) {
        double mean = leaves.stream().mapToDouble(leaf -> leaf.cell().volume(space) * leaf.value()).sum();
        double variance = leaves.stream()
                .mapToDouble(leaf -> leaf.cell().volume(space) * square(leaf.value() - mean))
                .sum();
        if (!(variance > 1e-300) || !Double.isFinite(variance)) {
            return false;
        }
        for (int axis : space.free()) {
            double own = space.axis(axis).isCategorical()
                    ? categorical(leaves, axis, mean)
                    : numeric(leaves, axis, mean);
            sums[axis] += Math.min(1, own / variance);
        }
        return true;
    }

    /** Variance of the marginal prediction over an interval, which is constant between the cuts along it. */
    private double numeric(List<RegressionTree.Leaf> leaves, int axis, double mean) {
        TreeSet<Double> ends = new TreeSet<>();
        leaves.forEach(leaf -> {
            ends.add(leaf.cell().low()[axis]);
            ends.add(leaf.cell().high()[axis]);
        });
        List<Double> cuts = List.copyOf(ends);
        double[] steps = new double[cuts.size()];
        for (RegressionTree.Leaf leaf : leaves) {
            double part = marginal(leaf, axis);
            steps[Collections.binarySearch(cuts, leaf.cell().low()[axis])] += part;
            steps[Collections.binarySearch(cuts, leaf.cell().high()[axis])] -= part;
        }
        double variance = 0;
        double marginal = 0;
        for (int k = 0; k < steps.length - 1; k++) {
            marginal += steps[k];
            variance += (cuts.get(k + 1) - cuts.get(k)) * square(marginal - mean);
        }
        return variance;
    }

    private double categorical(List<RegressionTree.Leaf> leaves, int axis, double mean) {
        double[] marginals = new double[(int) space.axis(axis).cardinality()];
        for (RegressionTree.Leaf leaf : leaves) {
            double part = marginal(leaf, axis);
            leaf.cell().values()[axis].stream().forEach(value -> marginals[value] += part);
        }
        double variance = 0;
        for (double marginal : marginals) {
            variance += square(marginal - mean) / marginals.length;
        }
        return variance;
    }

    /** What a leaf contributes to the mean prediction where the axis passes through it. */
    private double marginal(RegressionTree.Leaf leaf, int axis) {
        double share = leaf.cell().share(space, axis);
        return share == 0 ? 0 : leaf.cell().volume(space) / share * leaf.value();
    }

    private static double square(double value) {
        return value * value;
    }
}
