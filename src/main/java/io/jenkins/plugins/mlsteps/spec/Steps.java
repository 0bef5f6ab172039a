package io.jenkins.plugins.mlsteps.spec;

/** The values {@code min}, {@code min + step}, … of a range, as far as numbers of 64 bits can tell them apart. */
final class Steps {
    /** Whole numbers up to it are all there among the real numbers of 64 bits. */
    private static final long LARGEST_EXACT = 1L << 53;

    /** How many last places of its largest number a range loses where one of its values is brought back to its place. */
    private static final double LOST = 4;

    /** Last places between two values from which {@link #rounding} leaves no doubt which one is meant. */
    private static final double APART = 4 * LOST;

    /** By how much of a step the position of a value may be wrong at least, so that 0.1 + 0.2 is three steps of 0.1. */
    private static final double TOLERANCE = 1e-9;

    private Steps() {}

    /** @throws SpecException naming the dimension, when there is nothing to step through, or what cannot be told apart */
    static void require(String dimension, double min, double max, double step) {
        check(dimension, step > 0 && Double.isFinite(step), "step " + step + " must be above 0");
        check(dimension, Double.isFinite(max - min), "from min " + min + " to max " + max + " is more than " + Double.MAX_VALUE
                + ", the widest range with steps");
        double place = Math.ulp(Math.max(Math.abs(min), Math.abs(max)));
        check(dimension, max == min || step >= APART * place, "step " + step + " is too small: from min " + min + " to max " + max
                + " numbers that near cannot be told apart");
        check(dimension, max == min || count(min, max, step) > 1, alone(step));
    }

    /** @throws SpecException naming the dimension, when there is nothing to step through, or what cannot be told apart */
    static void requireWhole(String dimension, long min, long max, long step) {
        check(dimension, max == min || step <= max - min, alone(step));
        boolean exact = min >= -LARGEST_EXACT && max <= LARGEST_EXACT;
        check(dimension, exact || max - min >= LARGEST_EXACT, "min " + min + " and max " + max + " are too near to each other: beyond "
                + LARGEST_EXACT + " neighbours cannot be told apart");
    }

    private static String alone(Number step) {
        return "step " + step + " is more than from min to max, so min would be the only value";
    }

    private static void check(String dimension, boolean holds, String otherwise) {
        if (!holds) {
            throw new SpecException("dimension '" + dimension + "': " + otherwise);
        }
    }

    static double count(double min, double max, double step) {
        // A tolerance, because (1.0 - 0.0) / 0.1 must count the last step.
        return Math.floor((max - min) / step + rounding(min, max, step)) + 1;
    }

    /** How many steps above {@code min} a value is: a whole number, or NaN where it is none of the values. */
    static double index(double value, double min, double max, double step) {
        double steps = (value - min) / step;
        double index = Math.rint(steps);
        double rounding = rounding(min, max, step);
        boolean onStep = Math.abs(steps - index) <= rounding;
        return onStep && index >= 0 && index <= (max - min) / step + rounding ? index : Double.NaN;
    }

    /** By how much of a step the position of a value may be wrong. */
    private static double rounding(double min, double max, double step) {
        return Math.max(TOLERANCE, LOST * Math.ulp(Math.max(Math.abs(min), Math.abs(max))) / step);
    }
}
