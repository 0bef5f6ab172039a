package io.jenkins.plugins.mlsteps.automl.score;

import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How good predictions are, by the names and definitions of scikit-learn. A metric that is undefined for the rows, such as the
 * AUC of one class, is left out.
 */
public final class Scores {
    /** Of all of them; a task has some. */
    public static final List<String> NAMES = List.of(
            "accuracy", "balanced_accuracy", "auc", "precision", "recall", "f1", "f1_macro", "log_loss", "r2", "rmse", "mae");

    /** scikit-learn's: the smallest probability that a logarithm is taken of. */
    private static final double SMALLEST = Math.ulp(1.0);

    private Scores() {}

    /** The metric by which candidates are compared: log_loss or rmse, smaller is better. */
    public static String objective(Outcome outcome) {
        return outcome instanceof Outcome.Classes ? "log_loss" : "rmse";
    }

    /**
     * @param predicted for each row the probability of each class, or one number
     */
    public static Map<String, Double> of(Outcome outcome, double[][] predicted) {
        Map<String, Double> scores = outcome instanceof Outcome.Classes classes
                ? classification(classes, predicted)
                : regression(((Outcome.Numbers) outcome).values(), predicted);
        scores.values().removeIf(value -> value.isNaN());
        return scores;
    }

    private static Map<String, Double> classification(Outcome.Classes classes, double[][] predicted) {
        Confusion confusion = Confusion.of(classes, predicted);
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("accuracy", confusion.accuracy());
        scores.put("balanced_accuracy", confusion.balancedAccuracy());
        if (classes.isBinary()) {
            scores.put("auc", RankScores.auc(classes, 1, predicted));
            scores.put("precision", confusion.precision(1));
            scores.put("recall", confusion.recall(1));
            scores.put("f1", confusion.f1(1));
        } else {
            scores.put("auc", IntStream.range(0, classes.count())
                    .mapToDouble(c -> RankScores.auc(classes, c, predicted))
                    .average()
                    .orElse(Double.NaN));
            scores.put("f1_macro", confusion.f1Macro());
        }
        scores.put("log_loss", logLoss(classes, predicted));
        return scores;
    }

    private static double logLoss(Outcome.Classes classes, double[][] predicted) {
        return IntStream.range(0, classes.rows())
                .mapToDouble(row -> {
                    double probability = predicted[row][classes.codes()[row]];
                    return -Math.log(Math.min(1 - SMALLEST, Math.max(SMALLEST, probability)));
                })
                .average()
                .orElse(Double.NaN);
    }

    private static Map<String, Double> regression(double[] actual, double[][] predicted) {
        double mean = Arrays.stream(actual).average().orElse(Double.NaN);
        double squares = 0;
        double absolutes = 0;
        double total = 0;
        for (int row = 0; row < actual.length; row++) {
            double error = actual[row] - predicted[row][0];
            squares += error * error;
            absolutes += Math.abs(error);
            total += (actual[row] - mean) * (actual[row] - mean);
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("r2", total > 0 ? 1 - squares / total : Double.NaN);
        scores.put("rmse", Math.sqrt(squares / actual.length));
        scores.put("mae", absolutes / actual.length);
        return scores;
    }
}
