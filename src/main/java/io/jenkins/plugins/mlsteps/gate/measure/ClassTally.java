package io.jenkins.plugins.mlsteps.gate.measure;

import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Counts of true and predicted classes, and the metrics that follow from them, as scikit-learn defines them. The totals of
 * each class suffice for all of them; the whole confusion matrix is not needed.
 */
final class ClassTally {
    private final double[] hit;
    private final double[] actual;
    private final double[] predicted;
    private double total;
    private double hits;

    ClassTally(int classes) {
        hit = new double[classes];
        actual = new double[classes];
        predicted = new double[classes];
    }

    void add(int label, int prediction, double weight) {
        total += weight;
        actual[label] += weight;
        predicted[prediction] += weight;
        if (label == prediction) {
            hit[label] += weight;
            hits += weight;
        }
    }

    void writeTo(Map<String, Double> metrics) {
        Defined defined = new Defined(metrics);
        defined.put("accuracy", hits, total);
        defined.put("balanced_accuracy", balancedAccuracy());
        if (actual.length == 2) {
            binary(defined);
        }
        averages(defined, "precision", c -> hit[c] / predicted[c]);
        averages(defined, "recall", c -> hit[c] / actual[c]);
        averages(defined, "f1", c -> 2 * hit[c] / (actual[c] + predicted[c]));
        defined.put("mcc", matthews());
        defined.put("kappa", kappa());
    }

    private void binary(Defined defined) {
        defined.put("precision", hit[1], predicted[1]);
        defined.put("recall", hit[1], actual[1]);
        defined.put("f1", 2 * hit[1], actual[1] + predicted[1]);
        defined.put("specificity", hit[0], actual[0]);
        defined.put("fpr", actual[0] - hit[0], actual[0]);
        defined.put("fnr", actual[1] - hit[1], actual[1]);
        defined.put("selection_rate", predicted[1], total);
        defined.put("prevalence", actual[1], total);
    }

    /** An average is undefined as soon as one of the classes it is over has no value: leaving it out would reward it. */
    private void averages(Defined defined, String name, IntToDoubleFunction ofClass) {
        double sum = 0;
        double weighted = 0;
        int classes = 0;
        for (int c = 0; c < actual.length; c++) {
            if (actual[c] > 0 || predicted[c] > 0) {
                double value = ofClass.applyAsDouble(c);
                sum += value;
                weighted += actual[c] > 0 ? actual[c] * value : 0;
                classes++;
            }
        }
        defined.put(name + "_macro", sum, classes);
        defined.put(name + "_micro", hits, total);
        defined.put(name + "_weighted", weighted, total);
    }

    private double balancedAccuracy() {
        return IntStream.range(0, actual.length)
                .filter(c -> actual[c] > 0)
                .mapToDouble(c -> hit[c] / actual[c])
                .average()
                .orElse(Double.NaN);
    }

    /** Gorodkin (2004), "Comparing two K-category assignments by a K-category correlation coefficient". */
    private double matthews() {
        double both = hits * total - product(actual, predicted);
        double labels = total * total - product(actual, actual);
        double predictions = total * total - product(predicted, predicted);
        return both / Math.sqrt(labels * predictions);
    }

    /** Cohen (1960), "A coefficient of agreement for nominal scales". */
    private double kappa() {
        double chance = product(actual, predicted);
        return (hits * total - chance) / (total * total - chance);
    }

    private static double product(double[] left, double[] right) {
        return IntStream.range(0, left.length).mapToDouble(c -> left[c] * right[c]).sum();
    }
}
