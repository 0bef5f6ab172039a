package io.jenkins.plugins.mlsteps.automl.feature;

import io.jenkins.plugins.mlsteps.automl.table.Feature;
import io.jenkins.plugins.mlsteps.automl.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Learns an {@link Encoding} from training rows. */
public final class Encoder {
    /** Categories of one column that have an indicator, the commonest first. */
    private static final int MOST_INDICATORS = 64;

    private Encoder() {}

    public static Encoding fit(Table table, int[] rows) {
        List<Encoding.NumberInput> numbers = new ArrayList<>();
        List<Encoding.CategoryInput> categories = new ArrayList<>();
        for (int column = 0; column < table.features().size(); column++) {
            Feature feature = table.features().get(column);
            if (feature instanceof Feature.Numeric numeric) {
                numbers.add(number(column, numeric, rows));
            } else if (feature instanceof Feature.Categorical categorical) {
                categories.add(category(column, categorical, rows));
            }
        }
        return new Encoding(List.copyOf(numbers), List.copyOf(categories));
    }

    private static Encoding.NumberInput number(int column, Feature.Numeric feature, int[] rows) {
        float[] sorted = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            sorted[i] = feature.values()[rows[i]];
        }
        Arrays.sort(sorted);
        int present = rows.length;
        while (present > 0 && Float.isNaN(sorted[present - 1])) {
            present--;
        }
        float median = present == 0 ? 0 : sorted[present / 2];
        return new Encoding.NumberInput(column, feature.name(), median, present < rows.length);
    }

    private static Encoding.CategoryInput category(int column, Feature.Categorical feature, int[] rows) {
        int[] counts = new int[feature.values().size()];
        int missing = 0;
        for (int row : rows) {
            if (feature.codes()[row] < 0) {
                missing++;
            } else {
                counts[feature.codes()[row]]++;
            }
        }
        List<String> values = IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer code) -> -counts[code])
                        .thenComparing(code -> feature.values().get(code)))
                .limit(MOST_INDICATORS)
                .map(feature.values()::get)
                .sorted()
                .toList();
        return new Encoding.CategoryInput(column, feature.name(), values, missing > 0);
    }
}
