package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.regex.Pattern;

/** What a cell of text says. */
final class Cells {
    /**
     * Decimal numbers only: Java itself would also read {@code 1d}, {@code 0x1p3} and white space. Written out, one with a longer
     * exponent would fill the memory.
     */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private static final int LONGEST = 400;
    private static final int SHOWN = 40;

    private Cells() {}

    /** @throws PredictionsException naming column and row, unless the cell is a finite decimal number */
    static double number(String column, char[] text, int offset, int length, long row) {
        double value = decimal(text, offset, length);
        if (Double.isNaN(value)) {
            throw notANumber(column, text, offset, length, row);
        }
        return value;
    }

    /** NaN unless the cell is a finite decimal number. */
    static double decimal(char[] text, int offset, int length) {
        if (length > 0 && length <= LONGEST && looksDecimal(text, offset, length)) {
            try {
                double value = Double.parseDouble(new String(text, offset, length));
                return Double.isFinite(value) ? value : Double.NaN;
            } catch (NumberFormatException e) {
                return Double.NaN; // such as "1-2"
            }
        }
        return Double.NaN;
    }

    static boolean isNumber(String text) {
        return text.length() <= LONGEST
                && NUMBER.matcher(text).matches()
                && Double.isFinite(Double.parseDouble(text));
    }

    static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    private static boolean looksDecimal(char[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            char c = text[i];
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return true;
    }

    private static PredictionsException notANumber(String column, char[] text, int offset, int length, long row) {
        String given = shown(new String(text, offset, Math.min(length, LONGEST)));
        return new PredictionsException("column '" + column + "' is '" + given + "' in row " + row
                + ", expected is a finite number");
    }
}
