package io.jenkins.plugins.mlsteps.workload.kubeflow;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A value that Katib chose.
 *
 * @param text as Katib writes it
 */
record KatibValue(Dimension dimension, String text) {
    /** How far a value may be beside an end, as a part of it: Katib's services compute with rounded numbers. */
    private static final double ROUNDING = 1e-6;

    /** As a study writes it; empty when the dimension does not have it. */
    Optional<Object> inSpace() {
        if (dimension instanceof Dimension.Choice choice) {
            return choice.values().stream().filter(this::is).findFirst();
        }
        if (dimension instanceof Dimension.IntRange range) {
            return whole(range);
        }
        if (dimension instanceof Dimension.LogUniform range) {
            return between(range.min(), range.max());
        }
        Dimension.Uniform range = (Dimension.Uniform) dimension;
        return range.step() == null ? between(range.min(), range.max()) : onStep(range);
    }

    private boolean is(Object candidate) {
        return candidate instanceof Number value
                ? number().orElse(Double.NaN) == value.doubleValue()
                : String.valueOf(candidate).equals(text);
    }

    private OptionalDouble number() {
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private Optional<Object> whole(Dimension.IntRange range) {
        try {
            long value = new BigDecimal(text).longValueExact();
            boolean inRange = value >= range.min() && value <= range.max() && (value - range.min()) % range.step() == 0;
            return inRange ? Optional.of(value) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty(); // no whole number, or no number
        }
    }

    private Optional<Object> between(double min, double max) {
        double value = number().orElse(Double.NaN);
        boolean inRange = value >= min - Math.abs(min) * ROUNDING && value <= max + Math.abs(max) * ROUNDING;
        return inRange ? Optional.of(Math.min(max, Math.max(min, value))) : Optional.empty();
    }

    private Optional<Object> onStep(Dimension.Uniform range) {
        double index = range.index(number().orElse(Double.NaN));
        return Double.isNaN(index) ? Optional.empty() : Optional.of(range.value(index));
    }
}
