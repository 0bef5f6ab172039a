package io.jenkins.plugins.mlsteps.gate.slice;

import io.jenkins.plugins.mlsteps.gate.measure.UnitValues;
import io.jenkins.plugins.mlsteps.gate.predictions.CategoryColumn;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import io.jenkins.plugins.mlsteps.record.Verdict.WorstSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for parts of the predictions where the model is worse than elsewhere: every value of a column and every combination of the
 * values of two (Chung et al. 2019, "Slice Finder"). A part counts when it has enough rows and its losses are larger than those of
 * all other rows by Welch's test, with the p-values of all parts that were looked at adjusted by Holm's method.
 */
public final class WorstSlices {
    private static final double ALPHA = 0.05;
    private static final int SHOWN = 5;

    /** Combinations above this many are not looked at: their parts would be small, and the correction would hide the others. */
    private static final int MOST_PARTS = 10_000;

    /** Metrics that are means of a loss (or of its opposite) over rows, the first that the predictions define is taken. */
    private static final List<String> METRICS = List.of("accuracy", "log_loss", "mae");

    private final Predictions predictions;
    private final int fewestRows;
    private final String metric;
    private final UnitValues values;

    private WorstSlices(Predictions predictions, int fewestRows, String metric, UnitValues values) {
        this.predictions = predictions;
        this.fewestRows = fewestRows;
        this.metric = metric;
        this.values = values;
    }

    /**
     * @param fewestRows of a part
     * @return at most five, the worst first; empty without slice columns and for rankings
     */
    public static List<WorstSlice> of(Predictions predictions, int fewestRows) {
        if (predictions.slices().isEmpty() || predictions.ranking().isPresent()) {
            return List.of();
        }
        for (String metric : METRICS) {
            Optional<UnitValues> values = UnitValues.of(predictions, metric, row -> row);
            if (values.isPresent()) {
                return new WorstSlices(predictions, fewestRows, metric, values.get()).search();
            }
        }
        return List.of();
    }

    private List<WorstSlice> search() {
        List<Part> parts = new ArrayList<>();
        List<Map.Entry<String, CategoryColumn>> columns =
                new ArrayList<>(predictions.slices().entrySet());
        for (int first = 0; first < columns.size(); first++) {
            collect(columns.subList(first, first + 1), parts);
            for (int second = first + 1; second < columns.size(); second++) {
                collect(List.of(columns.get(first), columns.get(second)), parts);
            }
        }
        Moments all = new Moments();
        for (int row = 0; row < predictions.rows(); row++) {
            all.add(values.value()[row], values.weight()[row]);
        }
        return tested(parts, all);
    }

    private List<WorstSlice> tested(List<Part> parts, Moments all) {
        List<Tested> tested = parts.stream()
                .filter(part -> part.moments().rows() >= fewestRows
                        && all.rows() - part.moments().rows() >= fewestRows)
                .map(part -> Tested.of(part, all.without(part.moments()), sign()))
                .sorted(Comparator.comparingDouble(Tested::pValue))
                .toList();
        return significant(tested);
    }

    private void collect(List<Map.Entry<String, CategoryColumn>> columns, List<Part> parts) {
        long combinations = columns.stream()
                .mapToLong(column -> column.getValue().values().size())
                .reduce(1, Math::multiplyExact);
        if (combinations > MOST_PARTS) {
            return;
        }
        Moments[] moments = new Moments[(int) combinations];
        for (int row = 0; row < predictions.rows(); row++) {
            int code = 0;
            for (Map.Entry<String, CategoryColumn> column : columns) {
                code = code * column.getValue().values().size() + column.getValue().code(row);
            }
            if (moments[code] == null) {
                moments[code] = new Moments();
            }
            moments[code].add(values.value()[row], values.weight()[row]);
        }
        for (int code = 0; code < moments.length; code++) {
            if (moments[code] != null) {
                parts.add(new Part(name(columns, code), moments[code]));
            }
        }
    }

    private static String name(List<Map.Entry<String, CategoryColumn>> columns, int code) {
        int rest = code;
        List<String> words = new ArrayList<>();
        for (int i = columns.size() - 1; i >= 0; i--) {
            List<String> names = columns.get(i).getValue().values();
            String value = names.get(rest % names.size());
            words.add(0, columns.get(i).getKey() + "=" + (value.isEmpty() ? "(missing)" : value));
            rest /= names.size();
        }
        return String.join(" and ", words);
    }

    /** Holm (1979): from the smallest p-value on, until one is not significant. */
    private List<WorstSlice> significant(List<Tested> tested) {
        List<WorstSlice> worst = new ArrayList<>();
        double adjusted = 0;
        for (int i = 0; i < tested.size(); i++) {
            Tested part = tested.get(i);
            adjusted = Math.max(adjusted, Math.min(1, part.pValue() * (tested.size() - i)));
            if (!(adjusted < ALPHA)) {
                break;
            }
            worst.add(new WorstSlice(
                    part.part().name(), part.part().moments().rows(), metric, part.part().moments().mean(), part.rest().mean(), adjusted));
        }
        return worst.stream()
                .sorted(Comparator.comparingDouble(slice -> sign() * (slice.value() - slice.elsewhere())))
                .limit(SHOWN)
                .toList();
    }

    private int sign() {
        return metric.equals("accuracy") ? 1 : -1;
    }

    private record Part(String name, Moments moments) {}

    /** @param pValue one-sided: that the part is worse than the rest */
    private record Tested(Part part, Moments rest, double pValue) {
        static Tested of(Part part, Moments rest, int sign) {
            return new Tested(part, rest, part.moments().isBelow(rest, sign));
        }
    }
}
