package io.jenkins.plugins.mlsteps.automl.table;

import java.util.Arrays;
import java.util.List;

/** What is to be predicted, row by row. */
public sealed interface Outcome {
    int rows();

    /** The outcome of some rows, in their order. */
    Outcome of(int[] rows);

    /** A number that orders rows with like outcomes next to each other. */
    double rank(int row);

    /**
     * Classification.
     *
     * @param names the classes in order: numbers ascending, otherwise texts ascending; of two, the second is the positive one
     * @param codes index of each row's class
     */
    record Classes(List<String> names, int[] codes) implements Outcome {
        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public Classes of(int[] rows) {
            return new Classes(names, Arrays.stream(rows).map(row -> codes[row]).toArray());
        }

        @Override
        public double rank(int row) {
            return codes[row];
        }

        public int count() {
            return names.size();
        }

        public boolean isBinary() {
            return names.size() == 2;
        }
    }

    /** Regression. */
    record Numbers(double[] values) implements Outcome {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public Numbers of(int[] rows) {
            return new Numbers(Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
        }

        @Override
        public double rank(int row) {
            return values[row];
        }
    }
}
