package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.Classification;
import java.util.Map;

/** Losses and calibration of predicted probabilities. */
final class ProbabilityTally {
    /** Guo et al. (2017), "On Calibration of Modern Neural Networks", use 15 bins of equal width. */
    private static final int BINS = 15;

    private final double[] binConfidence = new double[BINS];
    private final double[] binHits = new double[BINS];
    private double total;
    private double logLoss;
    private double brier;

    /**
     * What one row adds to every group it is in.
     *
     * @param logLoss negative natural logarithm of the true class' probability, cut at the smallest step from 1 as in
     *     scikit-learn
     * @param brier squared distance from the truth; of two classes, over the positive one alone
     * @param confidence the probability whose calibration counts: of the positive of two classes, else of the likeliest
     * @param hit whether that class is the true one
     */
    record Row(double logLoss, double brier, double confidence, boolean hit) {
        private static final double SMALLEST = Math.ulp(1.0);

        static Row of(Classification classification, int row) {
            int label = classification.label(row);
            double truth = Math.min(1 - SMALLEST, Math.max(SMALLEST, classification.score(row, label)));
            if (classification.isBinary()) {
                double positive = classification.score(row, 1);
                double error = positive - label;
                return new Row(-Math.log(truth), error * error, positive, label == 1);
            }
            double squares = 0;
            int likeliest = 0;
            for (int c = 0; c < classification.classes().size(); c++) {
                double score = classification.score(row, c);
                double error = score - (c == label ? 1 : 0);
                squares += error * error;
                likeliest = score > classification.score(row, likeliest) ? c : likeliest;
            }
            return new Row(-Math.log(truth), squares, classification.score(row, likeliest), likeliest == label);
        }
    }

    void add(Row row, double weight) {
        total += weight;
        logLoss += weight * row.logLoss();
        brier += weight * row.brier();
        // Bins are open below and closed above, with zero in the first.
        int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(row.confidence() * BINS) - 1));
        binConfidence[bin] += weight * row.confidence();
        binHits[bin] += row.hit() ? weight : 0;
    }

    void writeTo(Map<String, Double> metrics) {
        Defined defined = new Defined(metrics);
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(binHits[bin] - binConfidence[bin]);
        }
        defined.put("log_loss", logLoss, total);
        defined.put("brier", brier, total);
        defined.put("ece", error, total);
    }
}
