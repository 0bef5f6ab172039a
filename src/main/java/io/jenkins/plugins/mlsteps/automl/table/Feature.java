package io.jenkins.plugins.mlsteps.automl.table;

import java.util.List;

/** A column to learn from. */
public sealed interface Feature {
    String name();

    /** number, date or category: as records and signatures name it. */
    String type();

    /** A value as a request to the model would give it; null when the row has none. */
    Object example(int row);

    /**
     * Numbers, or dates as days since 1970-01-01.
     *
     * @param values in single precision, as the exported model gets them; NaN where missing
     */
    record Numeric(String name, boolean date, float[] values) implements Feature {
        @Override
        public String type() {
            return (date ? Kind.DATE : Kind.NUMBER).word();
        }

        @Override
        public Object example(int row) {
            if (Float.isNaN(values[row])) {
                return null;
            }
            return date ? DateForm.iso(values[row]) : (Object) Double.valueOf(Float.toString(values[row]));
        }
    }

    /**
     * Categories.
     *
     * @param values the categories; {@code codes} index them, -1 where missing
     */
    record Categorical(String name, List<String> values, int[] codes) implements Feature {
        @Override
        public String type() {
            return Kind.CATEGORY.word();
        }

        @Override
        public Object example(int row) {
            return codes[row] < 0 ? null : values.get(codes[row]);
        }
    }
}
