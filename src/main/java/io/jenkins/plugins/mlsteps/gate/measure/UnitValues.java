package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.Classification;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import io.jenkins.plugins.mlsteps.gate.predictions.Ranking;
import io.jenkins.plugins.mlsteps.gate.predictions.Regression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * The values whose mean a metric is: one for each row, or for each query of a ranking.
 *
 * @param value of each unit
 * @param weight of each unit
 */
public record UnitValues(double[] value, double[] weight) {
    /**
     * @param rowAt row of the predictions at a position, so that two models' units can be brought into one order
     * @return empty when the metric is no mean
     */
    public static Optional<UnitValues> of(Predictions predictions, String metric, IntUnaryOperator rowAt) {
        if (predictions.ranking().isPresent()) {
            return Optional.of(queries(predictions.ranking().get(), metric, predictions.rows()));
        }
        return row(predictions, metric).map(value -> {
            double[] values = new double[predictions.rows()];
            double[] weights = new double[predictions.rows()];
            for (int i = 0; i < values.length; i++) {
                int row = rowAt.applyAsInt(i);
                values[i] = value.applyAsDouble(row);
                weights[i] = predictions.weight(row);
            }
            return new UnitValues(values, weights);
        });
    }

    double mean(int[] counts) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < value.length; i++) {
            double w = counts[i] * weight[i];
            sum += w * value[i];
            total += w;
        }
        return sum / total;
    }

    private static Optional<IntToDoubleFunction> row(Predictions predictions, String metric) {
        Optional<IntToDoubleFunction> ofClasses =
                predictions.classification().flatMap(classification -> ofClasses(classification, metric));
        return ofClasses.isPresent()
                ? ofClasses
                : predictions.regression().flatMap(regression -> ofNumbers(regression, metric));
    }

    private static Optional<IntToDoubleFunction> ofClasses(Classification classification, String metric) {
        return Optional.ofNullable(
                switch (metric) {
                    case "accuracy" -> classification.hasPredictions()
                            ? row -> classification.prediction(row) == classification.label(row) ? 1 : 0
                            : null;
                    case "log_loss" -> classification.hasProbabilities()
                            ? row -> ProbabilityTally.Row.of(classification, row).logLoss()
                            : null;
                    case "brier" -> classification.hasProbabilities()
                            ? row -> ProbabilityTally.Row.of(classification, row).brier()
                            : null;
                    default -> null;
                });
    }

    private static Optional<IntToDoubleFunction> ofNumbers(Regression regression, String metric) {
        if (metric.startsWith("pinball_")) {
            return regression.quantiles().entrySet().stream()
                    .filter(quantile -> metric.equals("pinball_" + quantile.getKey()))
                    .map(quantile -> (IntToDoubleFunction) row -> RegressionMeasures.pinball(
                            quantile.getKey(),
                            regression.label().get(row) - quantile.getValue().get(row)))
                    .findFirst();
        }
        if (regression.prediction() == null) {
            return Optional.empty();
        }
        IntToDoubleFunction error =
                row -> regression.label().get(row) - regression.prediction().get(row);
        return Optional.ofNullable(
                switch (metric) {
                    case "mae" -> row -> Math.abs(error.applyAsDouble(row));
                    case "mse" -> row -> error.applyAsDouble(row) * error.applyAsDouble(row);
                    case "mape" -> row ->
                            Math.abs(error.applyAsDouble(row) / regression.label().get(row));
                    default -> null;
                });
    }

    /** Queries in the order of their names, which two models have in common; those without a value are left out. */
    private static UnitValues queries(Ranking ranking, String metric, int rows) {
        Map<String, List<Integer>> queries = new TreeMap<>();
        List<String> names = ranking.query().values();
        for (int row = 0; row < rows; row++) {
            queries.computeIfAbsent(names.get(ranking.query().code(row)), query -> new ArrayList<>())
                    .add(row);
        }
        double[] values = queries.values().stream()
                .mapToDouble(query -> RankedQuery.of(ranking, query).value(metric))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double[] weights = new double[values.length];
        Arrays.fill(weights, 1);
        return new UnitValues(values, weights);
    }
}
