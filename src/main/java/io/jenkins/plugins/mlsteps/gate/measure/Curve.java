package io.jenkins.plugins.mlsteps.gate.measure;

/**
 * Areas under the curves that a falling threshold draws, from rows in the order of falling scores; rows with equal scores
 * come together, so that their order cannot matter.
 */
final class Curve {
    private double truePositives;
    private double falsePositives;
    private double area;
    private double averagePrecision;

    /** All rows of one score. */
    void add(double positive, double negative) {
        area += negative * (truePositives + positive / 2);
        truePositives += positive;
        falsePositives += negative;
        if (positive > 0) {
            averagePrecision += positive * (truePositives / (truePositives + falsePositives));
        }
    }

    /** Area under the ROC curve: the probability that a positive row scores higher, ties counting half; NaN with one class only. */
    double auc() {
        return truePositives > 0 && falsePositives > 0 ? area / (truePositives * falsePositives) : Double.NaN;
    }

    /** Average precision, the area under the precision-recall steps; NaN without a positive row. */
    double averagePrecision() {
        return truePositives > 0 ? averagePrecision / truePositives : Double.NaN;
    }
}
