package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.List;

/**
 * Labels or predictions, which may be classes or numbers: texts while few are distinct, numbers once there are more than
 * {@value #MAX_CLASSES}.
 */
final class ValueColumn {
    /** More distinct labels than this are no classes. */
    static final int MAX_CLASSES = 1000;

    private final String name;
    private CategoryColumn categories = new CategoryColumn();
    private NumberColumn numbers;

    ValueColumn(String name) {
        this.name = name;
    }

    void add(char[] text, int offset, int length, long row) {
        if (length == 0) {
            throw new PredictionsException("column '" + name + "' is empty in row " + row);
        }
        if (numbers != null) {
            numbers.add(Cells.number(name, text, offset, length, row));
            return;
        }
        categories.add(text, offset, length);
        if (categories.distinct() > MAX_CLASSES) {
            becomeNumbers(row);
        }
    }

    /** The values of some rows, in that order. */
    ValueColumn take(int[] taken) {
        ValueColumn column = new ValueColumn(name);
        column.categories = categories == null ? null : categories.take(taken);
        column.numbers = numbers == null ? null : numbers.take(taken);
        return column;
    }

    /** Whether every value so far is a finite number. */
    boolean isNumeric() {
        return numbers != null || categories.values().stream().allMatch(Cells::isNumber);
    }

    /** Whether there are few enough distinct values to be classes. */
    boolean isCategorical() {
        return numbers == null;
    }

    /** The distinct texts; only while categorical. */
    List<String> values() {
        return categories.values();
    }

    int code(int row) {
        return categories.code(row);
    }

    /** The column as numbers; only when numeric. */
    NumberColumn numbers() {
        if (numbers == null) {
            numbers = decoded();
        }
        return numbers;
    }

    private void becomeNumbers(long row) {
        if (!isNumeric()) {
            throw new PredictionsException("column '" + name + "' has more than " + MAX_CLASSES
                    + " different values up to row " + row + " and not all are numbers; expected are classes or numbers");
        }
        numbers = decoded();
        categories = null;
    }

    private NumberColumn decoded() {
        double[] values = categories.values().stream().mapToDouble(Double::parseDouble).toArray();
        NumberColumn decoded = new NumberColumn();
        for (int row = 0; row < categories.rows(); row++) {
            decoded.add(values[categories.code(row)]);
        }
        return decoded;
    }
}
