package io.jenkins.plugins.mlsteps.gate.slice;

import io.jenkins.plugins.mlsteps.gate.measure.Grouping;
import io.jenkins.plugins.mlsteps.gate.measure.Measures;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The sampling variance of any metric in every slice of a column, by leaving out each of twenty random groups of rows in turn (Kott 2001,
 * "The Delete-a-Group Jackknife").
 */
final class DeleteGroupJackknife {
    private static final int GROUPS = 20;

    private final List<List<Map<String, Double>>> replicates = new ArrayList<>();

    DeleteGroupJackknife(Predictions predictions, Grouping slices) {
        for (int left = 0; left < GROUPS; left++) {
            replicates.add(Measures.of(predictions, List.of(without(slices, left))).get(0));
        }
    }

    /** The slices without the rows of one group, which come into a slice of their own behind them. */
    private static Grouping without(Grouping slices, int left) {
        List<String> names = new ArrayList<>(slices.names());
        names.add("left out");
        int out = names.size() - 1;
        return new Grouping(names, row -> mixed(row) % GROUPS == left ? out : slices.of().applyAsInt(row));
    }

    /**
     * The variance that the metric would have over one row: that over n rows is it divided by n.
     *
     * @return empty when the metric is undefined without one of the groups
     */
    OptionalDouble unitVariance(int slice, String metric) {
        double[] values = new double[GROUPS];
        double rows = 0;
        double sum = 0;
        for (int left = 0; left < GROUPS; left++) {
            Map<String, Double> metrics = replicates.get(left).get(slice);
            Double value = metrics.get(metric);
            if (value == null || !Double.isFinite(value)) {
                return OptionalDouble.empty();
            }
            values[left] = value;
            sum += value;
            rows += metrics.get(Measures.ROWS) / (GROUPS - 1);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - sum / GROUPS) * (value - sum / GROUPS);
        }
        return OptionalDouble.of(rows * squares * (GROUPS - 1) / GROUPS);
    }

    /** SplitMix64 (Steele et al. 2014) without the sign: the same draw for the same row, always. */
    static long mixed(int row) {
        long z = (row + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 1;
    }
}
