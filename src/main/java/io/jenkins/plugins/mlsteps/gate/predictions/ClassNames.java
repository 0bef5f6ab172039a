package io.jenkins.plugins.mlsteps.gate.predictions;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The classes of a classification in their order: numbers ascending, otherwise texts ascending, so that the last of two is
 * the positive one, as in scikit-learn. {@code 1} and {@code 1.0} are one class, {@code True} and {@code true} another.
 */
final class ClassNames {
    private final boolean numeric;
    private final List<String> names;

    ClassNames(Collection<String> texts) {
        numeric = texts.stream().allMatch(Cells::isNumber);
        Comparator<String> order =
                numeric ? Comparator.comparing(BigDecimal::new) : Comparator.naturalOrder();
        names = texts.stream().map(this::canonical).distinct().sorted(order).toList();
    }

    List<String> names() {
        return names;
    }

    /** Index of a text's class; -1 when it is none. */
    int index(String text) {
        return names.indexOf(canonical(text));
    }

    /** Index of each text's class. */
    int[] indexes(List<String> texts) {
        return texts.stream().mapToInt(this::index).toArray();
    }

    private String canonical(String text) {
        if (numeric && Cells.isNumber(text)) {
            BigDecimal number = new BigDecimal(text);
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("true") || lower.equals("false") ? lower : text;
    }
}
