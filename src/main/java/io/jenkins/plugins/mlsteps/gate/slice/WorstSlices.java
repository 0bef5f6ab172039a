package io.jenkins.plugins.mlsteps.gate.slice;

import io.jenkins.plugins.mlsteps.gate.measure.UnitValues;
import io.jenkins.plugins.mlsteps.gate.predictions.CategoryColumn;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import io.jenkins.plugins.mlsteps.record.Verdict.SliceSearch;
import io.jenkins.plugins.mlsteps.record.Verdict.WorstSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for parts of the predictions where the model is worse than elsewhere: every value of a column and every combination of the
 * values of two (Chung et al. 2019, "Slice Finder"), whether the gate named the column or not. A part counts when it has enough rows and
 * its losses are larger than those of all other rows by Welch's test, with the p-values of all parts that were looked at adjusted by Holm's
 * method.
 */
public final class WorstSlices {
    private static final double ALPHA = 0.05;
    private static final int SHOWN = 5;

    /** Combinations above this many are not looked at: their parts would be small, and the correction would hide the others. */
    private static final int MOST_PARTS = 10_000;

    /** Rows that may be gone through in all, a few seconds; which columns come first decides, not what is found in them. */
    private static final long MOST_VISITS = 200_000_000;

    /** Metrics that are means of a loss (or of its opposite) over rows, the first that the predictions define is taken. */
    private static final List<String> METRICS = List.of("accuracy", "log_loss", "mae");

    private final int rows;
    private final int fewestRows;
    private final String metric;
    private final UnitValues values;

    private WorstSlices(int rows, int fewestRows, String metric, UnitValues values) {
        this.rows = rows;
        this.fewestRows = fewestRows;
        this.metric = metric;
        this.values = values;
    }

    /**
     * @param fewestRows of a part
     * @return with at most five slices, the worst first; empty for rankings, and without a column that splits the rows
     */
    public static Optional<SliceSearch> of(Predictions predictions, int fewestRows) {
        Map<String, CategoryColumn> columns = new LinkedHashMap<>(predictions.slices());
        columns.putAll(predictions.others());
        if (columns.isEmpty() || predictions.ranking().isPresent()) {
            return Optional.empty();
        }
        for (String metric : METRICS) {
            Optional<UnitValues> values = UnitValues.of(predictions, metric, row -> row);
            if (values.isPresent()) {
                return Optional.of(
                        new WorstSlices(predictions.rows(), fewestRows, metric, values.get()).search(columns));
            }
        }
        return Optional.empty();
    }

    private SliceSearch search(Map<String, CategoryColumn> columns) {
        List<Split> splits = splits(columns);
        List<Part> parts =
                splits.parallelStream().flatMap(split -> parts(split).stream()).toList();
        Moments all = new Moments();
        for (int row = 0; row < rows; row++) {
            all.add(values.value()[row], values.weight()[row]);
        }
        List<Tested> tested = tested(parts, all);
        List<String> searched = splits.stream()
                .filter(split -> split.columns().size() == 1)
                .map(split -> split.columns().get(0).getKey())
                .toList();
        return new SliceSearch(searched, tested.size(), significant(tested));
    }

    /** Each column by itself, then each two of them, as long as that takes no more than a few seconds. */
    private List<Split> splits(Map<String, CategoryColumn> columns) {
        List<Map.Entry<String, CategoryColumn>> entries = List.copyOf(columns.entrySet());
        List<Split> splits = new ArrayList<>();
        entries.forEach(column -> splits.add(new Split(List.of(column))));
        for (int first = 0; first < entries.size(); first++) {
            for (int second = first + 1; second < entries.size(); second++) {
                splits.add(new Split(List.of(entries.get(first), entries.get(second))));
            }
        }
        return splits.stream()
                .filter(split -> split.combinations() <= MOST_PARTS)
                .limit(Math.max(columns.size(), MOST_VISITS / rows))
                .toList();
    }

    private List<Tested> tested(List<Part> parts, Moments all) {
        return parts.stream()
                .filter(part -> part.moments().rows() >= fewestRows
                        && all.rows() - part.moments().rows() >= fewestRows)
                .map(part -> Tested.of(part, all.without(part.moments()), sign()))
                .sorted(Comparator.comparingDouble(Tested::pValue))
                .toList();
    }

    private List<Part> parts(Split split) {
        Moments[] moments = new Moments[(int) split.combinations()];
        for (int row = 0; row < rows; row++) {
            int code = split.code(row);
            if (moments[code] == null) {
                moments[code] = new Moments();
            }
            moments[code].add(values.value()[row], values.weight()[row]);
        }
        List<Part> parts = new ArrayList<>();
        for (int code = 0; code < moments.length; code++) {
            if (moments[code] != null) {
                parts.add(new Part(split.name(code), moments[code]));
            }
        }
        return parts;
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

    /** Columns whose values together split the rows. */
    private record Split(List<Map.Entry<String, CategoryColumn>> columns) {
        long combinations() {
            return columns.stream()
                    .mapToLong(column -> column.getValue().values().size())
                    .reduce(1, Math::multiplyExact);
        }

        int code(int row) {
            int code = 0;
            for (Map.Entry<String, CategoryColumn> column : columns) {
                code = code * column.getValue().distinct() + column.getValue().code(row);
            }
            return code;
        }

        String name(int code) {
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
    }

    private record Part(String name, Moments moments) {}

    /** @param pValue one-sided: that the part is worse than the rest */
    private record Tested(Part part, Moments rest, double pValue) {
        static Tested of(Part part, Moments rest, int sign) {
            return new Tested(part, rest, part.moments().isBelow(rest, sign));
        }
    }
}
