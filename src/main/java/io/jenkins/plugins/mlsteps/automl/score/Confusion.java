package io.jenkins.plugins.mlsteps.automl.score;

import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each.
 *
 * @param counts rows of class {@code [actual]} that were predicted as {@code [predicted]}
 */
public record Confusion(int[][] counts) {
    static Confusion of(Outcome.Classes classes, double[][] predicted) {
        int[][] counts = new int[classes.count()][classes.count()];
        for (int row = 0; row < classes.rows(); row++) {
            counts[classes.codes()[row]][mostProbable(predicted[row])]++;
        }
        return new Confusion(counts);
    }

    /** The first of the most probable classes. */
    public static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return best;
    }

    double accuracy() {
        int right = classes().map(c -> counts[c][c]).sum();
        return (double) right / classes().map(this::actual).sum();
    }

    /** Mean recall of the classes that occur. */
    double balancedAccuracy() {
        return classes().filter(c -> actual(c) > 0).mapToDouble(this::recall).average().orElse(Double.NaN);
    }

    /** NaN when the class was never predicted. */
    double precision(int c) {
        int predicted = classes().map(actual -> counts[actual][c]).sum();
        return predicted == 0 ? Double.NaN : (double) counts[c][c] / predicted;
    }

    /** NaN when the class does not occur. */
    double recall(int c) {
        return actual(c) == 0 ? Double.NaN : (double) counts[c][c] / actual(c);
    }

    /** NaN when the class neither occurs nor was predicted. */
    double f1(int c) {
        int predicted = classes().map(actual -> counts[actual][c]).sum();
        return predicted + actual(c) == 0 ? Double.NaN : 2.0 * counts[c][c] / (predicted + actual(c));
    }

    /** Mean F1 of the classes that occur or were predicted. */
    double f1Macro() {
        return classes().mapToDouble(this::f1).filter(f1 -> !Double.isNaN(f1)).average().orElse(Double.NaN);
    }

    private int actual(int c) {
        return IntStream.of(counts[c]).sum();
    }

    private IntStream classes() {
        return IntStream.range(0, counts.length);
    }
}
