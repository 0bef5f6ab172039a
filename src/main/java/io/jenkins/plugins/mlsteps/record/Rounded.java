package io.jenkins.plugins.mlsteps.record;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in the sentences of records and messages. */
public final class Rounded {
    private static final double SMALLEST_IN_FULL = 1e-6;
    private static final double LARGEST_IN_FULL = 1e12;

    private Rounded() {}

    /**
     * A number without trailing zeros; with an exponent only where zeros would hide it, and with a point in every locale.
     *
     * @param digits how many significant digits are kept, from 1
     */
    public static String to(int digits, double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value, new MathContext(digits)).stripTrailingZeros();
        double size = Math.abs(value);
        boolean inFull = size == 0 || size >= SMALLEST_IN_FULL && size < LARGEST_IN_FULL;
        return inFull ? rounded.toPlainString() : rounded.toString();
    }
}
