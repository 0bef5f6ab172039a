package io.jenkins.plugins.mlsteps.tune.insight;

import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.stat.StatUtils;

/**
 * Cuts a space into cells in which values differ little (Breiman et al. 1984, "Classification and Regression Trees"): each cut takes
 * away as much of the squared error as one cut can, numbers at a random place between two neighbours, categories one against
 * the others.
 */
final class RegressionTree {
    private static final int SMALLEST_CUT = 2;

    /** Of the squared error before the first cut; what takes away less took away nothing. */
    private static final double ROUNDING = 1e-12;

    private final Space space;
    private final List<double[]> points;
    private final double[] values;
    private final RandomGenerator random;
    private final double smallestGain;
    private final List<Leaf> leaves = new ArrayList<>();

    /** A cell and the mean value of the points in it. */
    record Leaf(Cell cell, double value) {}

    /**
     * @param rows of the points that it learns from
     */
    RegressionTree(Space space, List<double[]> points, double[] values, int[] rows, RandomGenerator random) {
        this.space = space;
        this.points = points;
        this.values = values;
        this.random = random;
        double[] learned = Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
        this.smallestGain = ROUNDING * learned.length * StatUtils.populationVariance(learned);
        grow(Cell.whole(space), rows);
    }

    List<Leaf> leaves() {
        return leaves;
    }

    private record Cut(int axis, double threshold, boolean categorical, double gain) {
        boolean takes(double[] point) {
            return categorical ? point[axis] == threshold : point[axis] < threshold;
        }
    }

    private void grow(Cell cell, int[] rows) {
        Cut cut = rows.length < SMALLEST_CUT ? null : bestCut(rows);
        if (cut == null) {
            leaves.add(new Leaf(cell, Arrays.stream(rows).mapToDouble(row -> values[row]).average().orElseThrow()));
            return;
        }
        int[] taken = Arrays.stream(rows).filter(row -> cut.takes(points.get(row))).toArray();
        int[] left = Arrays.stream(rows).filter(row -> !cut.takes(points.get(row))).toArray();
        grow(part(cell, cut, true), taken);
        grow(part(cell, cut, false), left);
    }

    private static Cell part(Cell cell, Cut cut, boolean taken) {
        return cut.categorical()
                ? cell.cut(cut.axis(), (int) cut.threshold(), taken)
                : cell.cut(cut.axis(), cut.threshold(), taken);
    }

    private Cut bestCut(int[] rows) {
        return space.free().stream()
                .map(axis -> space.axis(axis).isCategorical() ? categorical(rows, axis) : numeric(rows, axis))
                .filter(cut -> cut != null && cut.gain() > smallestGain)
                .max(Comparator.comparingDouble(Cut::gain))
                .orElse(null);
    }

    private Cut numeric(int[] rows, int axis) {
        Integer[] order = Arrays.stream(rows)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> points.get(row)[axis]))
                .toArray(Integer[]::new);
        double total = Arrays.stream(rows).mapToDouble(row -> values[row]).sum();
        double sum = 0;
        Cut best = null;
        for (int k = 0; k < order.length - 1; k++) {
            sum += values[order[k]];
            double here = points.get(order[k])[axis];
            double next = points.get(order[k + 1])[axis];
            if (next > here) {
                double gain = gain(sum, k + 1, total, order.length);
                if (best == null || gain > best.gain()) {
                    // Above the smaller one, so that it stays below the cut; between close neighbours rounding would end on it.
                    double threshold = Math.max(Math.nextUp(here), next - (next - here) * random.nextDouble());
                    best = new Cut(axis, threshold, false, gain);
                }
            }
        }
        return best;
    }

    private Cut categorical(int[] rows, int axis) {
        double total = Arrays.stream(rows).mapToDouble(row -> values[row]).sum();
        Cut best = null;
        TreeSet<Double> seen = new TreeSet<>();
        for (int row : rows) {
            seen.add(points.get(row)[axis]);
        }
        for (double value : seen) {
            double[] with = Arrays.stream(rows)
                    .filter(row -> points.get(row)[axis] == value)
                    .mapToDouble(row -> values[row])
                    .toArray();
            if (with.length < rows.length) {
                double gain = gain(Arrays.stream(with).sum(), with.length, total, rows.length);
                if (best == null || gain > best.gain()) {
                    best = new Cut(axis, value, true, gain);
                }
            }
        }
        return best;
    }

    /** What a cut takes away from the sum of squared errors. */
    private static double gain(double sum, int count, double total, int all) {
        double rest = total - sum;
        return sum * sum / count + rest * rest / (all - count) - total * total / all;
    }
}
