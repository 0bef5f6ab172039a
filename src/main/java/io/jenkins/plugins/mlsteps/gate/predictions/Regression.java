package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.Map;
import java.util.TreeMap;

/**
 * Predictions read as those of a regression.
 *
 * @param prediction null when there are quantiles alone
 * @param quantiles predicted quantile by its level, between 0 and 1
 */
public record Regression(NumberColumn label, NumberColumn prediction, Map<Double, NumberColumn> quantiles) {
    /** Some rows, in that order. */
    Regression take(int[] taken) {
        Map<Double, NumberColumn> some = new TreeMap<>();
        quantiles.forEach((level, column) -> some.put(level, column.take(taken)));
        return new Regression(label.take(taken), prediction == null ? null : prediction.take(taken), some);
    }

    boolean isLeaked() {
        if (prediction == null) {
            return false;
        }
        boolean fractional = false;
        for (int row = 0; row < label.rows(); row++) {
            if (label.get(row) != prediction.get(row)) {
                return false;
            }
            fractional |= label.get(row) != Math.rint(label.get(row));
        }
        return fractional;
    }
}
