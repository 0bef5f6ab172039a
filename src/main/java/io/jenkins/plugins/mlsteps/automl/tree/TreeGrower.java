package io.jenkins.plugins.mlsteps.automl.tree;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Grows a tree depth first, splitting each node where the goal gains most. */
public final class TreeGrower {
    /** Gains below are rounding. */
    private static final double SMALLEST_GAIN = 1e-9;

    private final BinnedMatrix matrix;
    private final Goal goal;
    private final Limits limits;
    private final SplittableRandom random;
    private final TreeBuilder tree = new TreeBuilder();
    private final int[] features;
    private final double[] histogram;
    private final double[] whole;
    private final double[] side;
    private final double[] rest;
    private int[] rows;

    /**
     * How far a tree grows.
     *
     * @param depth of the deepest leaf below the root
     * @param leafRows fewest rows of a leaf
     * @param featuresPerNode looked at in each node, drawn anew
     */
    public record Limits(int depth, int leafRows, int featuresPerNode) {}

    /** The best split of a node; {@code bin} is the last one that goes to the left. */
    private record Split(int feature, int bin, double gain) {}

    public TreeGrower(BinnedMatrix matrix, Goal goal, Limits limits, SplittableRandom random) {
        this.matrix = matrix;
        this.goal = goal;
        this.limits = limits;
        this.random = random;
        this.features = new int[matrix.width()];
        Arrays.setAll(features, feature -> feature);
        this.histogram = new double[BinnedMatrix.MOST_BINS * goal.sums()];
        this.whole = new double[goal.sums()];
        this.side = new double[goal.sums()];
        this.rest = new double[goal.sums()];
    }

    /**
     * @param sample rows to learn from, perhaps some of them twice; reordered
     * @param firstOutput the output the leaves begin with
     */
    public Tree grow(int[] sample, int firstOutput) {
        rows = sample;
        grow(0, sample.length, 0);
        return tree.build(firstOutput);
    }

    /** Grows the node of {@code rows[from..to)} and everything below. */
    private int grow(int from, int to, int depth) {
        int node = tree.addNode();
        Split split = depth < limits.depth() && to - from >= 2 * limits.leafRows() ? bestSplit(from, to) : null;
        if (split == null) {
            sum(from, to);
            tree.leaf(node, goal.leaf(whole));
            return node;
        }
        int middle = partition(from, to, split);
        int left = grow(from, middle, depth + 1);
        int right = grow(middle, to, depth + 1);
        tree.split(node, split.feature(), matrix.edges()[split.feature()][split.bin()], left, right);
        return node;
    }

    private Split bestSplit(int from, int to) {
        Split best = null;
        int looked = 0;
        // Features that cannot split here do not count, so that a node is not a leaf by bad luck.
        for (int i = 0; i < features.length && looked < limits.featuresPerNode(); i++) {
            int drawn = i + random.nextInt(features.length - i);
            int feature = features[drawn];
            features[drawn] = features[i];
            features[i] = feature;
            int bins = matrix.bins(feature);
            if (bins < 2) {
                continue;
            }
            Arrays.fill(histogram, 0, bins * goal.sums(), 0);
            goal.addTo(histogram, matrix.bins()[feature], rows, from, to);
            Split split = bestSplit(feature, bins, best);
            looked += isConstant(bins, to - from) ? 0 : 1;
            best = split == null ? best : split;
        }
        return best;
    }

    private boolean isConstant(int bins, int count) {
        for (int bin = 0; bin < bins; bin++) {
            double inBin = histogram[bin * goal.sums()];
            if (inBin > 0) {
                return inBin == count;
            }
        }
        return true;
    }

    /** The best split of the histogram, when it is better than another. */
    private Split bestSplit(int feature, int bins, Split other) {
        int width = goal.sums();
        Arrays.fill(whole, 0);
        for (int i = 0; i < bins * width; i++) {
            whole[i % width] += histogram[i];
        }
        double undivided = goal.quality(whole);
        double most = other == null ? SMALLEST_GAIN : other.gain();
        int bestBin = -1;
        Arrays.fill(side, 0);
        for (int bin = 0; bin < bins - 1; bin++) {
            boolean empty = histogram[bin * width] == 0;
            for (int i = 0; i < width; i++) {
                side[i] += histogram[bin * width + i];
                rest[i] = whole[i] - side[i];
            }
            if (rest[0] < limits.leafRows()) {
                break;
            }
            if (empty || side[0] < limits.leafRows()) {
                continue;
            }
            double gain = goal.quality(side) + goal.quality(rest) - undivided;
            if (gain > most) {
                most = gain;
                bestBin = bin;
            }
        }
        return bestBin < 0 ? null : new Split(feature, bestBin, most);
    }

    private int partition(int from, int to, Split split) {
        int left = from;
        int right = to - 1;
        while (left <= right) {
            if (matrix.bin(split.feature(), rows[left]) <= split.bin()) {
                left++;
            } else {
                int row = rows[left];
                rows[left] = rows[right];
                rows[right--] = row;
            }
        }
        return left;
    }

    /** The sums of all rows of a node, in {@link #whole}. */
    private void sum(int from, int to) {
        Arrays.fill(whole, 0);
        for (int i = from; i < to; i++) {
            goal.addTo(whole, rows[i]);
        }
    }
}
