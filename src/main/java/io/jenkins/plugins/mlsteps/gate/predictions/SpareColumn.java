package io.jenkins.plugins.mlsteps.gate.predictions;

import io.jenkins.plugins.mlsteps.record.Rounded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A column that means nothing to the metrics but may tell where a model is bad: categories while few are distinct, then numbers, which
 * are cut at their quintiles. Texts of which many are distinct, such as names, are given up.
 */
final class SpareColumn {
    /** More distinct values than these would be slices too small to say anything. */
    static final int MOST_CATEGORIES = 50;

    /** Longer texts, in characters, are no names of categories. */
    private static final int LONGEST_CATEGORY = 100;

    private static final int PARTS = 5;
    private static final int SAMPLE = 100_000;

    private CategoryColumn categories = new CategoryColumn();
    private FloatColumn numbers;

    void add(char[] text, int offset, int length) {
        if (length > LONGEST_CATEGORY) {
            giveUp();
        } else if (categories != null) {
            categories.add(text, offset, length);
            if (categories.distinct() > MOST_CATEGORIES) {
                becomeNumbers();
            }
        } else if (numbers != null) {
            double value = Cells.decimal(text, offset, length);
            if (Double.isNaN(value) && length > 0) {
                giveUp();
            } else {
                numbers.add((float) value);
            }
        }
    }

    /** Bytes that a row of it takes, about. */
    int width() {
        return numbers != null ? Float.BYTES : categories != null ? 1 : 0;
    }

    void giveUp() {
        categories = null;
        numbers = null;
    }

    /** As groups of rows; empty when it was given up or all rows are alike. */
    Optional<CategoryColumn> groups() {
        CategoryColumn groups = numbers == null ? categories : quintiles();
        return Optional.ofNullable(groups).filter(column -> column.distinct() > 1);
    }

    private void becomeNumbers() {
        List<String> values = categories.values();
        CategoryColumn before = categories;
        categories = null;
        if (values.stream().allMatch(value -> value.isEmpty() || Cells.isNumber(value))) {
            numbers = new FloatColumn();
            for (int row = 0; row < before.rows(); row++) {
                String value = values.get(before.code(row));
                numbers.add(value.isEmpty() ? Float.NaN : Float.parseFloat(value));
            }
        }
    }

    private CategoryColumn quintiles() {
        float[] edges = edges();
        char[][] names = names(edges);
        CategoryColumn column = new CategoryColumn();
        for (int row = 0; row < numbers.rows(); row++) {
            float value = numbers.get(row);
            int part = 0;
            while (part < edges.length && value > edges[part]) {
                part++;
            }
            char[] name = Float.isNaN(value) ? new char[0] : names[part];
            column.add(name, 0, name.length);
        }
        return column;
    }

    /** Where a fifth, two fifths… of the values end, of a regular sample when there are many; equal ones once. */
    private float[] edges() {
        int every = Math.max(1, numbers.rows() / SAMPLE);
        float[] sample = new float[(numbers.rows() + every - 1) / every];
        int size = 0;
        for (int row = 0; row < numbers.rows(); row += every) {
            if (!Float.isNaN(numbers.get(row))) {
                sample[size++] = numbers.get(row);
            }
        }
        Arrays.sort(sample, 0, size);
        List<Float> edges = new ArrayList<>();
        for (int part = 1; part < PARTS && size > 0; part++) {
            float edge = sample[Math.min(size - 1, size * part / PARTS)];
            if (edge < sample[size - 1] && !edges.contains(edge)) {
                edges.add(edge);
            }
        }
        float[] array = new float[edges.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = edges.get(i);
        }
        return array;
    }

    /** Intervals as mathematics writes them: {@code (23, 31]}. */
    private static char[][] names(float[] edges) {
        List<String> bounds = new ArrayList<>(List.of("-∞"));
        for (float edge : edges) {
            bounds.add(Rounded.to(4, edge));
        }
        bounds.add("∞");
        char[][] names = new char[edges.length + 1][];
        for (int i = 0; i < names.length; i++) {
            String end = i == edges.length ? ")" : "]";
            names[i] = ("(" + bounds.get(i) + ", " + bounds.get(i + 1) + end).toCharArray();
        }
        return names;
    }
}
