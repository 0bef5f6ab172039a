package io.jenkins.plugins.mlsteps.automl.table;

import java.util.Arrays;

/**
 * The numbers of a column in double precision. In single precision, in which they are learned from, neighbours above 2²⁴ are
 * the same, as those of identifiers often are.
 */
final class ExactNumbers {
    private double[] values = new double[64];
    private int size;
    private boolean counting = true;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        counting = counting && (size == 0 || value - values[size - 1] == 1);
        values[size++] = value;
    }

    /** Whether each is the one before plus one. */
    boolean isCounter() {
        return counting && size > 1;
    }

    int distinct() {
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        return count;
    }
}
