package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.CategoryColumn;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Rows in disjoint groups, each measured on its own.
 *
 * @param names one for each group
 * @param of group of a row
 */
public record Grouping(List<String> names, IntUnaryOperator of) {
    /** All rows together. */
    public static Grouping whole() {
        return new Grouping(List.of("all"), row -> 0);
    }

    /** A group for each value of a column, named {@code column=value}. */
    public static Grouping by(String column, CategoryColumn values) {
        return new Grouping(
                values.values().stream()
                        .map(value -> column + "=" + (value.isEmpty() ? "(missing)" : value))
                        .toList(),
                values::code);
    }

    int groups() {
        return names.size();
    }
}
