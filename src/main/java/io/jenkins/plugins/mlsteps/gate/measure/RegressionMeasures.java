package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.NumberColumn;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import io.jenkins.plugins.mlsteps.gate.predictions.Regression;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The metrics of regressions, for every group. */
final class RegressionMeasures {
    private final Predictions predictions;
    private final Regression regression;

    RegressionMeasures(Predictions predictions) {
        this.predictions = predictions;
        this.regression = predictions.regression().orElseThrow();
    }

    void measure(Grouping grouping, List<Map<String, Double>> metrics) {
        if (regression.prediction() != null) {
            errors(grouping, metrics);
        }
        regression.quantiles().forEach((level, quantile) -> pinball(grouping, level, quantile, metrics));
    }

    private void errors(Grouping grouping, List<Map<String, Double>> metrics) {
        List<RegressionTally> tallies = Stream.generate(RegressionTally::new)
                .limit(grouping.groups())
                .toList();
        for (int row = 0; row < predictions.rows(); row++) {
            tallies.get(grouping.of().applyAsInt(row))
                    .add(regression.label().get(row), regression.prediction().get(row), predictions.weight(row));
        }
        for (int group = 0; group < tallies.size(); group++) {
            tallies.get(group).writeTo(metrics.get(group));
        }
    }

    /** Koenker and Bassett (1978), "Regression quantiles". */
    static double pinball(double level, double error) {
        return Math.max(level * error, (level - 1) * error);
    }

    private void pinball(
            Grouping grouping, double level, NumberColumn quantile, List<Map<String, Double>> metrics) {
        double[] loss = new double[grouping.groups()];
        double[] total = new double[grouping.groups()];
        for (int row = 0; row < predictions.rows(); row++) {
            double error = regression.label().get(row) - quantile.get(row);
            int group = grouping.of().applyAsInt(row);
            loss[group] += predictions.weight(row) * pinball(level, error);
            total[group] += predictions.weight(row);
        }
        for (int group = 0; group < loss.length; group++) {
            new Defined(metrics.get(group)).put("pinball_" + level, loss[group], total[group]);
        }
    }
}
