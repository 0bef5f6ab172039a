package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.List;

/** Predictions read as those of a classifier. */
public final class Classification {
    private final List<String> classes;
    private final int[] labelClass;
    private final int[] predictionClass;
    private final ValueColumn label;
    private final ValueColumn prediction;
    private final NumberColumn[] scores;
    private final boolean probabilities;

    Classification(ClassNames names, ValueColumn label, ValueColumn prediction, NumberColumn[] scores) {
        this.classes = names.names();
        this.label = label;
        this.prediction = prediction;
        this.scores = scores;
        this.labelClass = names.indexes(label.values());
        this.predictionClass = prediction == null ? null : names.indexes(prediction.values());
        this.probabilities = scores != null && areProbabilities();
    }

    private Classification(Classification whole, int[] taken) {
        this.classes = whole.classes;
        this.labelClass = whole.labelClass;
        this.predictionClass = whole.predictionClass;
        this.probabilities = whole.probabilities;
        this.label = whole.label.take(taken);
        this.prediction = whole.prediction == null ? null : whole.prediction.take(taken);
        this.scores = whole.scores == null ? null : new NumberColumn[whole.scores.length];
        for (int c = 0; scores != null && c < scores.length; c++) {
            scores[c] = whole.scores[c] == null ? null : whole.scores[c].take(taken);
        }
    }

    /** Some rows, in that order, of the same classes. */
    Classification take(int[] taken) {
        return new Classification(this, taken);
    }

    /** Names of the classes; of two, the second is the positive one. */
    public List<String> classes() {
        return classes;
    }

    public boolean isBinary() {
        return classes.size() == 2;
    }

    public boolean hasScores() {
        return scores != null;
    }

    /** Whether every row's scores are between 0 and 1 and add up to 1 (to single precision). */
    public boolean hasProbabilities() {
        return probabilities;
    }

    /** Whether a class is predicted for each row, by a column or as the most probable one. */
    public boolean hasPredictions() {
        return prediction != null || probabilities || scores != null && scores[0] != null;
    }

    /** Index of the true class. */
    public int label(int row) {
        return labelClass[label.code(row)];
    }

    /** Index of the predicted class: the column's, or that with the highest score (the first of equal ones). */
    public int prediction(int row) {
        if (prediction != null) {
            return predictionClass[prediction.code(row)];
        }
        int best = 0;
        for (int c = 1; c < classes.size(); c++) {
            if (score(row, c) > score(row, best)) {
                best = c;
            }
        }
        return best;
    }

    /** Score of a class; where only that of the positive class is known, the other's is 1 minus it. */
    public double score(int row, int c) {
        return scores[c] == null ? 1 - scores[1].get(row) : scores[c].get(row);
    }

    /** Whether the scores say nothing but the label itself. */
    boolean isLeaked(int rows) {
        if (scores == null) {
            return false;
        }
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < classes.size(); c++) {
                if (score(row, c) != (label(row) == c ? 1 : 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The tolerance is scikit-learn's for single precision: the square root of its machine epsilon. */
    private boolean areProbabilities() {
        double tolerance = Math.sqrt(Math.ulp(1.0f));
        int rows = scores[classes.size() - 1].rows();
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int c = 0; c < classes.size(); c++) {
                double score = score(row, c);
                if (score < 0 || score > 1) {
                    return false;
                }
                sum += score;
            }
            if (Math.abs(sum - 1) > tolerance) {
                return false;
            }
        }
        return true;
    }
}
