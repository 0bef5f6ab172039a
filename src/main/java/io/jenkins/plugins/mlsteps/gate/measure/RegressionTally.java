package io.jenkins.plugins.mlsteps.gate.measure;

import java.util.Map;

/** Errors of predicted numbers, as scikit-learn defines them. */
final class RegressionTally {
    private long rows;
    private double total;
    private double squares;
    private double absolute;
    private double relative;
    private boolean zero;
    private double mean;
    private double spread;

    void add(double label, double prediction, double weight) {
        double error = label - prediction;
        rows++;
        total += weight;
        squares += weight * error * error;
        absolute += weight * Math.abs(error);
        zero |= label == 0;
        relative += weight * Math.abs(error / label);
        if (weight > 0) {
            // West (1979), "Updating mean and variance estimates": no cancellation for labels far from zero.
            double delta = label - mean;
            mean += delta * weight / total;
            spread += weight * delta * (label - mean);
        }
    }

    void writeTo(Map<String, Double> metrics) {
        Defined defined = new Defined(metrics);
        defined.put("mse", squares, total);
        defined.put("rmse", Math.sqrt(squares / total));
        defined.put("mae", absolute, total);
        defined.put("mape", zero ? Double.NaN : relative / total);
        defined.put("r2", rows > 1 && spread > 0 ? 1 - squares / spread : Double.NaN);
    }
}
