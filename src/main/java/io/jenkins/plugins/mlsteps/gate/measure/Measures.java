package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every metric that predictions define, over all rows and in each slice.
 *
 * @param overall by name; what is undefined is absent
 * @param slices by {@code column=value}
 */
public record Measures(Map<String, Double> overall, Map<String, Map<String, Double>> slices) {
    public static final Measures NONE = new Measures(Map.of(), Map.of());

    /** Number of rows, in every group. */
    public static final String ROWS = "rows";

    public static Measures of(Predictions predictions) {
        List<Grouping> groupings = new ArrayList<>();
        groupings.add(Grouping.whole());
        predictions.slices().forEach((column, values) -> groupings.add(Grouping.by(column, values)));
        List<List<Map<String, Double>>> metrics = of(predictions, groupings);
        Map<String, Map<String, Double>> slices = new LinkedHashMap<>();
        for (int g = 1; g < groupings.size(); g++) {
            for (int group = 0; group < groupings.get(g).groups(); group++) {
                slices.put(groupings.get(g).names().get(group), metrics.get(g).get(group));
            }
        }
        return new Measures(metrics.get(0).get(0), slices);
    }

    /** The metrics of each group of each grouping. */
    public static List<List<Map<String, Double>>> of(Predictions predictions, List<Grouping> groupings) {
        List<List<Map<String, Double>>> metrics = withUndefined(predictions, groupings);
        metrics.forEach(grouping -> grouping.forEach(group -> group.values().removeIf(value -> value.isNaN())));
        return metrics;
    }

    /** What is undefined is NaN. */
    private static List<List<Map<String, Double>>> withUndefined(Predictions predictions, List<Grouping> groupings) {
        List<List<Map<String, Double>>> metrics = new ArrayList<>();
        groupings.forEach(grouping -> metrics.add(rows(predictions, grouping)));
        if (predictions.classification().isPresent()) {
            new ClassificationMeasures(predictions, groupings, metrics).measure();
        }
        for (int g = 0; g < groupings.size(); g++) {
            if (predictions.regression().isPresent()) {
                new RegressionMeasures(predictions).measure(groupings.get(g), metrics.get(g));
            }
            if (predictions.ranking().isPresent()) {
                new RankingMeasures(predictions).measure(groupings.get(g), metrics.get(g));
            }
        }
        return metrics;
    }

    private static List<Map<String, Double>> rows(Predictions predictions, Grouping grouping) {
        int[] rows = new int[grouping.groups()];
        for (int row = 0; row < predictions.rows(); row++) {
            rows[grouping.of().applyAsInt(row)]++;
        }
        List<Map<String, Double>> metrics = new ArrayList<>();
        for (int count : rows) {
            Map<String, Double> group = new LinkedHashMap<>();
            group.put(ROWS, (double) count);
            metrics.add(group);
        }
        return metrics;
    }
}
