package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.Classification;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Draws the curves of one class against the rest, in each group. */
final class Curves {
    private final Predictions predictions;
    private final Classification classification;
    private final Grouping grouping;
    private final int positive;
    private final int[] from;

    /** @param positive index of the class */
    Curves(Predictions predictions, Grouping grouping, int positive) {
        this.predictions = predictions;
        this.classification = predictions.classification().orElseThrow();
        this.grouping = grouping;
        this.positive = positive;
        this.from = new int[2 * grouping.groups() + 1];
    }

    /** One for each group. */
    Curve[] draw() {
        double[] scores = sorted();
        Curve[] curves = new Curve[grouping.groups()];
        if (predictions.isWeighted()) {
            weighted(scores, curves);
        } else {
            for (int group = 0; group < curves.length; group++) {
                curves[group] = merged(scores, row -> 1, from[2 * group], from[2 * group + 1], from[2 * group + 2]);
            }
        }
        return curves;
    }

    /** The scores of each group's negatives, then of its positives, each ascending; {@link #from} tells where they start. */
    private double[] sorted() {
        int rows = predictions.rows();
        for (int row = 0; row < rows; row++) {
            from[part(row) + 1]++;
        }
        for (int part = 0; part < from.length - 1; part++) {
            from[part + 1] += from[part];
        }
        int[] next = from.clone();
        double[] scores = new double[rows];
        for (int row = 0; row < rows; row++) {
            // Adding zero turns -0.0 into 0.0, which sorts as the equal number it is.
            scores[next[part(row)]++] = classification.score(row, positive) + 0.0;
        }
        for (int part = 0; part < from.length - 1; part++) {
            Arrays.sort(scores, from[part], from[part + 1]);
        }
        return scores;
    }

    private int part(int row) {
        return 2 * grouping.of().applyAsInt(row) + (classification.label(row) == positive ? 1 : 0);
    }

    /** Adds each row's weight where its score first stands among the sorted ones, then goes down as with counts. */
    private void weighted(double[] scores, Curve[] curves) {
        double[] weights = new double[scores.length];
        for (int row = 0; row < scores.length; row++) {
            int part = part(row);
            double score = classification.score(row, positive) + 0.0;
            weights[first(scores, from[part], from[part + 1], score)] += predictions.weight(row);
        }
        for (int group = 0; group < curves.length; group++) {
            curves[group] = merged(scores, row -> weights[row], from[2 * group], from[2 * group + 1], from[2 * group + 2]);
        }
    }

    /**
     * Merges negatives in {@code [start, middle)} and positives in {@code [middle, end)} from the highest score down.
     *
     * @param weights of the sorted scores
     */
    private static Curve merged(double[] scores, IntToDoubleFunction weights, int start, int middle, int end) {
        Curve curve = new Curve();
        int negative = middle - 1;
        int positive = end - 1;
        while (negative >= start || positive >= middle) {
            double score = Math.max(
                    negative >= start ? scores[negative] : Double.NEGATIVE_INFINITY,
                    positive >= middle ? scores[positive] : Double.NEGATIVE_INFINITY);
            double negatives = 0;
            double positives = 0;
            while (negative >= start && scores[negative] == score) {
                negatives += weights.applyAsDouble(negative--);
            }
            while (positive >= middle && scores[positive] == score) {
                positives += weights.applyAsDouble(positive--);
            }
            curve.add(positives, negatives);
        }
        return curve;
    }

    private static int first(double[] scores, int start, int end, double score) {
        int low = start;
        int high = end;
        while (low < high) {
            int middle = low + high >>> 1;
            if (scores[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
