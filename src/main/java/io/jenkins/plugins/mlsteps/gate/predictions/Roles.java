package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decides from the columns what kind of predictions they are.
 *
 * @param prediction null when there is none
 * @param score of the positive class, or what a ranking ranks by; null when there is none
 * @param scores by class
 * @param query null unless the rows are rankings
 */
record Roles(
        ValueColumn label,
        ValueColumn prediction,
        NumberColumn score,
        Map<String, NumberColumn> scores,
        Map<Double, NumberColumn> quantiles,
        CategoryColumn query) {
    /** Whole numbers are taken for classes up to this many. */
    private static final int MAX_NUMBERED_CLASSES = 100;

    Predictions predictions(
            int rows,
            NumberColumn weights,
            IdColumn ids,
            Map<String, CategoryColumn> slices,
            Map<String, CategoryColumn> others) {
        Ranking ranking = query == null ? null : ranking(weights);
        Classification classification = ranking == null && isClassification() ? classification(rows) : null;
        Regression regression = ranking == null && isRegression() ? regression() : null;
        return new Predictions(rows, classification, regression, ranking, weights, ids, slices, others);
    }

    private boolean isScored() {
        return score != null || !scores.isEmpty();
    }

    private boolean isNumeric() {
        return label.isNumeric() && (prediction == null || prediction.isNumeric());
    }

    private boolean isRegression() {
        return !isScored() && isNumeric();
    }

    private boolean isClassification() {
        return isScored() || !isNumeric() || quantiles.isEmpty() && areNumberedClasses();
    }

    private boolean areNumberedClasses() {
        return label.isCategorical()
                && prediction.isCategorical()
                && label.values().size() <= MAX_NUMBERED_CLASSES
                && prediction.values().size() <= MAX_NUMBERED_CLASSES
                && label.values().stream().allMatch(Roles::isWhole)
                && prediction.values().stream().allMatch(Roles::isWhole);
    }

    private static boolean isWhole(String number) {
        double value = Double.parseDouble(number);
        return value == Math.rint(value);
    }

    private Ranking ranking(NumberColumn weights) {
        if (weights != null) {
            throw new PredictionsException("a ranking has no column 'weight': its metrics are means over queries");
        }
        if (!label.isNumeric()) {
            throw new PredictionsException("column 'label' must hold the relevance as a number, because there is a column"
                    + " 'query'");
        }
        if (score == null && (prediction == null || !prediction.isNumeric())) {
            throw new PredictionsException("a ranking needs a column 'score' with numbers, because there is a column 'query'");
        }
        return new Ranking(query, label.numbers(), score != null ? score : prediction.numbers());
    }

    private Regression regression() {
        Regression regression =
                new Regression(label.numbers(), prediction == null ? null : prediction.numbers(), quantiles);
        if (regression.isLeaked()) {
            throw new PredictionsException("column 'prediction' is identical to 'label' in every row: the label leaked into"
                    + " the prediction");
        }
        return regression;
    }

    private Classification classification(int rows) {
        if (!label.isCategorical() || prediction != null && !prediction.isCategorical()) {
            throw new PredictionsException("there are scores of classes, but more than " + ValueColumn.MAX_CLASSES
                    + " different labels or predictions");
        }
        ClassNames labels = new ClassNames(label.values());
        if (labels.names().size() < 2) {
            throw new PredictionsException("column 'label' has one class only, '" + Cells.shown(label.values().get(0))
                    + "': nothing can be said about telling classes apart");
        }
        List<String> texts = new ArrayList<>(label.values());
        if (prediction != null) {
            texts.addAll(prediction.values());
        }
        texts.addAll(scores.keySet());
        ClassNames names = new ClassNames(texts);
        Classification classification = new Classification(names, label, prediction, scoresOf(names));
        if (classification.isLeaked(rows)) {
            throw new PredictionsException("the scores are identical to the label in every row: the label leaked into them,"
                    + " or they are predictions, not scores");
        }
        return classification;
    }

    /** A column of scores for each class; for two classes that of the first may be missing. */
    private NumberColumn[] scoresOf(ClassNames names) {
        if (!isScored()) {
            return null;
        }
        NumberColumn[] columns = new NumberColumn[names.names().size()];
        scores.forEach((name, column) -> columns[names.index(name)] = column);
        if (scores.isEmpty()) {
            if (columns.length != 2) {
                throw new PredictionsException("there are " + columns.length + " classes (" + Cells.shown(names.names()
                                .toString())
                        + ") but one column 'score': name one for each class, 'score_<class>'");
            }
            columns[1] = score;
        }
        for (int c = columns.length == 2 ? 1 : 0; c < columns.length; c++) {
            if (columns[c] == null) {
                throw new PredictionsException("there is no column 'score_" + Cells.shown(names.names().get(c))
                        + "' for the class '" + Cells.shown(names.names().get(c)) + "'");
            }
        }
        return columns;
    }
}
