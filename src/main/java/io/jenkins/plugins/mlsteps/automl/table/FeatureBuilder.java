package io.jenkins.plugins.mlsteps.automl.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects the cells of a column in a second reading, when its kind is known. */
sealed interface FeatureBuilder {
    void add(String cell, long line);

    Feature build();

    /** Whether there is nothing to learn: every row says the same. */
    boolean isConstant();

    long distinct();

    /** Numbers and dates. */
    final class OfNumbers implements FeatureBuilder {
        private final String name;
        private final boolean date;
        private final ToDoubleFunction<String> parse;
        private float[] values = new float[64];
        private int size;

        OfNumbers(String name, boolean date, ToDoubleFunction<String> parse) {
            this.name = name;
            this.date = date;
            this.parse = parse;
        }

        @Override
        public void add(String cell, long line) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size + (size >> 1));
            }
            float value = Cells.isMissing(cell) ? Float.NaN : (float) parse.applyAsDouble(cell);
            if (Float.isInfinite(value)) {
                throw new UnusableDataException("line " + line + ", column '" + Shown.of(name) + "': " + Shown.of(cell)
                        + " is too large for single precision, in which models are served; rescale the column");
            }
            values[size++] = value;
        }

        @Override
        public Feature.Numeric build() {
            return new Feature.Numeric(name, date, Arrays.copyOf(values, size));
        }

        @Override
        public boolean isConstant() {
            return distinct() + (hasMissing() ? 1 : 0) < 2;
        }

        @Override
        public long distinct() {
            float[] sorted = sorted();
            long count = 0;
            for (int i = 0; i < sorted.length && !Float.isNaN(sorted[i]); i++) {
                count += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
            }
            return count;
        }

        private boolean hasMissing() {
            return size > 0 && Float.isNaN(sorted()[size - 1]);
        }

        private float[] sorted() {
            float[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            return sorted;
        }
    }

    /** Categories, numbered in the order in which they come. */
    final class OfCategories implements FeatureBuilder {
        private final String name;
        private final Map<String, Integer> codes = new LinkedHashMap<>();
        private int[] values = new int[64];
        private int size;
        private boolean missing;

        OfCategories(String name) {
            this.name = name;
        }

        @Override
        public void add(String cell, long line) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size + (size >> 1));
            }
            boolean absent = Cells.isMissing(cell);
            missing |= absent;
            values[size++] = absent ? -1 : codes.computeIfAbsent(cell, key -> codes.size());
        }

        @Override
        public Feature.Categorical build() {
            List<String> names = new ArrayList<>(codes.keySet());
            return new Feature.Categorical(name, List.copyOf(names), Arrays.copyOf(values, size));
        }

        @Override
        public boolean isConstant() {
            return codes.size() + (missing ? 1 : 0) < 2;
        }

        @Override
        public long distinct() {
            return codes.size();
        }
    }
}
