package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.Classification;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;

/** The area under a curve of resamples: the rows are sorted once, each resample is one walk over them. */
final class ResampledCurve implements ResampledMetric {
    private final Predictions predictions;
    private final Classification classification;
    private final IntUnaryOperator rowAt;
    private final ToDoubleFunction<Curve> area;
    private final int first;
    private final double[] weight;
    private final Sorted[] sorted;

    /**
     * Positions by falling score of one class.
     *
     * @param positive whether the row at each is of the class
     * @param last whether the next one has another score
     */
    private record Sorted(int[] position, boolean[] positive, boolean[] last) {}

    ResampledCurve(Predictions predictions, IntUnaryOperator rowAt, ToDoubleFunction<Curve> area) {
        this.predictions = predictions;
        this.classification = predictions.classification().orElseThrow();
        this.rowAt = rowAt;
        this.area = area;
        this.first = classification.isBinary() ? 1 : 0;
        this.weight = new double[predictions.rows()];
        Arrays.setAll(weight, i -> predictions.weight(rowAt.applyAsInt(i)));
        this.sorted = new Sorted[classification.classes().size()];
        for (int c = first; c < sorted.length; c++) {
            sorted[c] = sort(c);
        }
    }

    @Override
    public double of(int[] counts) {
        double sum = 0;
        for (int c = first; c < sorted.length; c++) {
            sum += area.applyAsDouble(curve(sorted[c], counts));
        }
        return sum / (sorted.length - first);
    }

    @Override
    public int units() {
        return predictions.rows();
    }

    private Curve curve(Sorted rows, int[] counts) {
        Curve curve = new Curve();
        double positive = 0;
        double negative = 0;
        for (int i = 0; i < counts.length; i++) {
            double w = counts[rows.position[i]] * weight[rows.position[i]];
            positive += rows.positive[i] ? w : 0;
            negative += rows.positive[i] ? 0 : w;
            if (rows.last[i]) {
                curve.add(positive, negative);
                positive = 0;
                negative = 0;
            }
        }
        return curve;
    }

    private Sorted sort(int c) {
        int rows = predictions.rows();
        Integer[] order = new Integer[rows];
        double[] score = new double[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
            score[i] = classification.score(rowAt.applyAsInt(i), c) + 0.0;
        }
        Arrays.sort(order, (left, right) -> Double.compare(score[right], score[left]));
        int[] position = new int[rows];
        boolean[] positive = new boolean[rows];
        boolean[] last = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            position[i] = order[i];
            positive[i] = classification.label(rowAt.applyAsInt(order[i])) == c;
            last[i] = i + 1 == rows || score[order[i + 1]] != score[order[i]];
        }
        return new Sorted(position, positive, last);
    }
}
