package io.jenkins.plugins.mlsteps.spec;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The values of a {@code choice}. */
final class ChoiceValues {
    private ChoiceValues() {}

    /** @throws SpecException when there are none, or one is there twice, be it as 1 and as 1.0 */
    static List<Object> of(String dimension, List<Object> given) {
        List<Object> values = given.stream().map(Objects::requireNonNull).map(ChoiceValues::asRead).toList();
        if (values.isEmpty()) {
            throw new SpecException("parameter 'values' of dimension '" + dimension + "' is empty");
        }
        if (values.stream().map(ChoiceValues::byNumber).distinct().count() != values.size()) {
            throw new SpecException("parameter 'values' of dimension '" + dimension + "' names a value twice: " + values);
        }
        return values;
    }

    /** A value in which numbers that are the same are equal, since a study takes them for one. */
    private static Object byNumber(Object value) {
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? new BigDecimal(number.toString()).stripTrailingZeros() : number.doubleValue();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ChoiceValues::byNumber).toList();
        }
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> byNumber(entry.getValue())))
                : value;
    }

    /**
     * A value as JSON gives it back, so that what was written down is known again: Groovy's 0.10 as 0.1, its templates as text, its maps
     * without entries that are null.
     */
    private static Object asRead(Object value) {
        if (value instanceof BigDecimal || value instanceof Float) {
            return Double.valueOf(value.toString());
        }
        if (value instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ChoiceValues::asRead).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return asRead(map);
        }
        return value instanceof CharSequence ? value.toString() : value;
    }

    private static Map<String, Object> asRead(Map<?, ?> map) {
        Map<String, Object> read = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null) {
                read.put(name.toString(), asRead(value));
            }
        });
        return Collections.unmodifiableMap(read);
    }
}
