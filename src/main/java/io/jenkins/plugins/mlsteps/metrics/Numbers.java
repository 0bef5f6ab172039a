package io.jenkins.plugins.mlsteps.metrics;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as trainers write them. */
final class Numbers {
    private Numbers() {}

    /** The number, NaN or an infinity; empty when the text is none of them. */
    static OptionalDouble parse(String text) {
        char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        if (last >= '0' && last <= '9' || last == '.') {
            try {
                return OptionalDouble.of(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                return OptionalDouble.empty();
            }
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> OptionalDouble.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> OptionalDouble.empty();
        };
    }
}
