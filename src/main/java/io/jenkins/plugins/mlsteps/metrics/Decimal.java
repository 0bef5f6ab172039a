package io.jenkins.plugins.mlsteps.metrics;

import java.nio.charset.StandardCharsets;

/** Reads a decimal number, NaN or infinity from bytes, without making a text of it in the usual case. */
final class Decimal {
    /** Powers of ten that a double holds exactly. */
    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
        1e21, 1e22
    };

    private static final long LARGEST_EXACT = 1L << 53;
    private static final int LARGEST_EXPONENT = 100_000;

    private double value;
    private long digits;
    private boolean exact;

    /** What the last {@link #read} found. */
    double value() {
        return value;
    }

    /** Where the number that starts at {@code from} ends; {@code from} when there is none. */
    int read(byte[] bytes, int from, int to) {
        int at = from;
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        boolean negative = at > from && bytes[from] == '-';
        int word = word(bytes, at, to, negative);
        return word > at ? word : number(bytes, from, at, to, negative);
    }

    private int number(byte[] bytes, int from, int start, int to, boolean negative) {
        digits = 0;
        exact = true;
        int at = digits(bytes, start, to);
        int whole = at - start;
        int fraction = 0;
        if (at < to && bytes[at] == '.') {
            int end = digits(bytes, at + 1, to);
            fraction = end - at - 1;
            at = whole + fraction > 0 ? end : at;
        }
        if (whole + fraction == 0) {
            return from;
        }
        int exponent = 0;
        int end = exponentEnd(bytes, at, to);
        if (end > at) {
            exponent = exponent(bytes, at + 1, end);
            at = end;
        }
        value = value(bytes, start, at, exponent - fraction);
        value = negative ? -value : value;
        return at;
    }

    /**
     * With at most 53 bits of digits and a power of ten that a double holds, one multiplication or division rounds correctly
     * (W. D. Clinger, "How to Read Floating Point Numbers Accurately", PLDI 1990, section 3); the JDK does the others.
     */
    private double value(byte[] bytes, int start, int end, int power) {
        if (exact && power >= 0 && power < EXACT_POWERS.length) {
            return digits * EXACT_POWERS[power];
        }
        if (exact && power < 0 && -power < EXACT_POWERS.length) {
            return digits / EXACT_POWERS[-power];
        }
        return Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
    }

    private int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            exact = exact && digits < LARGEST_EXACT / 10;
            digits = exact ? 10 * digits + (bytes[at] - '0') : 0;
            at++;
        }
        return at;
    }

    private static int exponentEnd(byte[] bytes, int from, int to) {
        if (from >= to || (bytes[from] | 0x20) != 'e') {
            return from;
        }
        int start = from + 1 < to && (bytes[from + 1] == '-' || bytes[from + 1] == '+') ? from + 2 : from + 1;
        int at = start;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > start ? at : from;
    }

    private static int exponent(byte[] bytes, int from, int to) {
        int size = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] != '-' && bytes[at] != '+') {
                size = Math.min(LARGEST_EXPONENT, 10 * size + (bytes[at] - '0'));
            }
        }
        return bytes[from] == '-' ? -size : size;
    }

    private int word(byte[] bytes, int from, int to, boolean negative) {
        if (startsWith(bytes, from, to, "nan")) {
            value = Double.NaN;
            return from + 3;
        }
        if (startsWith(bytes, from, to, "inf")) {
            value = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            return from + (startsWith(bytes, from, to, "infinity") ? 8 : 3);
        }
        return from;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, String word) {
        if (to - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((bytes[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
