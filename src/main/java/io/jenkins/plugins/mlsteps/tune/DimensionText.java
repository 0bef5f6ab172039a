package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.util.stream.Collectors;

/** A dimension as an author writes it: {@code logUniform(name: 'lr', min: 1.0E-5, max: 0.1)}. */
final class DimensionText {
    private DimensionText() {}

    static String of(Dimension dimension) {
        return word(dimension) + "(name: '" + dimension.name() + "'" + range(dimension)
                + (dimension.when() == null ? "" : ", when: \"" + dimension.when() + "\"") + ")";
    }

    private static String word(Dimension dimension) {
        if (dimension instanceof Dimension.Uniform) {
            return "uniform";
        }
        if (dimension instanceof Dimension.LogUniform) {
            return "logUniform";
        }
        return dimension instanceof Dimension.IntRange ? "intRange" : "choice";
    }

    private static String range(Dimension dimension) {
        if (dimension instanceof Dimension.Uniform uniform) {
            return between(uniform.min(), uniform.max()) + (uniform.step() == null ? "" : ", step: " + uniform.step());
        }
        if (dimension instanceof Dimension.LogUniform log) {
            return between(log.min(), log.max());
        }
        if (dimension instanceof Dimension.IntRange range) {
            return between(range.min(), range.max()) + (range.step() == 1 ? "" : ", step: " + range.step())
                    + (range.log() ? ", log: true" : "");
        }
        Dimension.Choice choice = (Dimension.Choice) dimension;
        return choice.values().stream().map(DimensionText::quoted).collect(Collectors.joining(", ", ", values: [", "]"))
                + (choice.ordered() ? ", ordered: true" : "");
    }

    private static String between(Object min, Object max) {
        return ", min: " + min + ", max: " + max;
    }

    /** A value as an author writes it, so that text that looks like a number is known from the number. */
    static String quoted(Object value) {
        return value instanceof CharSequence ? "'" + value + "'" : String.valueOf(value);
    }
}
