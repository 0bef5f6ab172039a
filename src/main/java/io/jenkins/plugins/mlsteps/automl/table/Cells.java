package io.jenkins.plugins.mlsteps.automl.table;

import java.util.Locale;
import java.util.Set;

/**
 * What a cell's text means.
 *
 * @param decimalComma whether {@code 3,14} is a number: where semicolons separate the fields, as European spreadsheets write
 */
record Cells(boolean decimalComma) {
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "#n/a", "nan", "null", "?");
    private static final int LONGEST_MARKER = 4;
    private static final int LONGEST_NUMBER = 40;

    static boolean isMissing(String cell) {
        return cell.length() <= LONGEST_MARKER && MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    boolean isNumber(String cell) {
        if (cell.length() > LONGEST_NUMBER) {
            return false;
        }
        boolean digits = false;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            digits |= c >= '0' && c <= '9';
            boolean belongs = c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E'
                    || c == ',' && decimalComma;
            if (!belongs) {
                return false;
            }
        }
        return digits && isParseable(cell);
    }

    private boolean isParseable(String cell) {
        try {
            Double.parseDouble(withPoint(cell));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The value of a cell that {@link #isNumber}. */
    double number(String cell) {
        return Double.parseDouble(withPoint(cell));
    }

    /** A number as classes are named: {@code 1}, {@code 1.0} and {@code 01} are one class. */
    String numberName(String cell) {
        java.math.BigDecimal number = new java.math.BigDecimal(withPoint(cell));
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private String withPoint(String cell) {
        return decimalComma ? cell.replace(',', '.') : cell;
    }
}
