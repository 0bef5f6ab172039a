package io.jenkins.plugins.mlsteps.automl.feature;

import io.jenkins.plugins.mlsteps.automl.table.Feature;
import io.jenkins.plugins.mlsteps.automl.table.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * How the columns of a table become features, learned from the training rows alone: numbers with the median where they are
 * missing, an indicator for each column that had gaps, an indicator for each category that is common enough. The features
 * stand in this order: all numbers, all gap indicators, the categories column by column.
 */
public record Encoding(List<NumberInput> numbers, List<CategoryInput> categories) {

    /**
     * A column of numbers.
     *
     * @param column its index among the table's features
     * @param median of the training rows, in place of missing values
     * @param gaps whether values were missing in training
     */
    public record NumberInput(int column, String name, float median, boolean gaps) {}

    /**
     * A column of categories.
     *
     * @param values that have an indicator; others, and categories unknown in training, have none
     * @param gaps whether missing is one of them
     */
    public record CategoryInput(int column, String name, List<String> values, boolean gaps) {
        /** Indicators the column makes; a missing category is the empty text. */
        public List<String> indicators() {
            if (!gaps) {
                return values;
            }
            List<String> all = new ArrayList<>(values);
            all.add("");
            return all;
        }
    }

    /** Indexes in {@link #numbers} of the columns that had gaps. */
    public int[] gapped() {
        return java.util.stream.IntStream.range(0, numbers.size())
                .filter(i -> numbers.get(i).gaps())
                .toArray();
    }

    public FeatureMatrix encode(Table table, int[] rows) {
        List<float[]> columns = new ArrayList<>();
        numbers.forEach(input -> columns.add(filled(numeric(table, input), input.median(), rows)));
        for (int gapped : gapped()) {
            columns.add(gaps(numeric(table, numbers.get(gapped)), rows));
        }
        for (CategoryInput input : categories) {
            Feature.Categorical feature =
                    (Feature.Categorical) table.features().get(input.column());
            for (String value : input.indicators()) {
                columns.add(indicator(feature, value.isEmpty() ? -1 : feature.values().indexOf(value), rows));
            }
        }
        return new FeatureMatrix(columns.toArray(float[][]::new), rows.length);
    }

    private static float[] numeric(Table table, NumberInput input) {
        return ((Feature.Numeric) table.features().get(input.column())).values();
    }

    private static float[] filled(float[] values, float median, int[] rows) {
        float[] filled = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            filled[i] = Float.isNaN(values[rows[i]]) ? median : values[rows[i]];
        }
        return filled;
    }

    private static float[] gaps(float[] values, int[] rows) {
        float[] gaps = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            gaps[i] = Float.isNaN(values[rows[i]]) ? 1 : 0;
        }
        return gaps;
    }

    private static float[] indicator(Feature.Categorical feature, int code, int[] rows) {
        float[] indicator = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            indicator[i] = feature.codes()[rows[i]] == code ? 1 : 0;
        }
        return indicator;
    }
}
