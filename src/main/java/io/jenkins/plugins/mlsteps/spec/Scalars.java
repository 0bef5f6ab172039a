package io.jenkins.plugins.mlsteps.spec;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Conversion of one loosely typed value; it accepts what loses nothing and refuses the rest. */
final class Scalars {
    private Scalars() {}

    static Object convert(String where, Class<?> type, Object raw) {
        if (type.isInstance(raw)) {
            return raw;
        }
        if (type == Object.class) {
            return raw;
        }
        if (type == String.class) {
            return text(where, raw);
        }
        if (type == boolean.class || type == Boolean.class) {
            return bool(where, raw);
        }
        if (type == int.class || type == Integer.class) {
            return integral(where, raw, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
        }
        if (type == long.class || type == Long.class) {
            return integral(where, raw, Long.MIN_VALUE, Long.MAX_VALUE).longValue();
        }
        if (type == double.class || type == Double.class) {
            return number(where, raw).doubleValue();
        }
        return nested(where, type, raw);
    }

    static SpecException wrongType(String where, String expected, Object raw) {
        return new SpecException(where + " must be " + expected + ", given is '" + raw + "' ("
                + raw.getClass().getSimpleName() + ")");
    }

    static String plain(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    private static String text(String where, Object raw) {
        if (raw instanceof CharSequence || raw instanceof Number || raw instanceof Boolean) {
            return raw.toString();
        }
        throw wrongType(where, "text", raw);
    }

    private static Boolean bool(String where, Object raw) {
        return switch (raw.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrongType(where, "true or false", raw);
        };
    }

    private static BigDecimal number(String where, Object raw) {
        if (raw instanceof Number || raw instanceof CharSequence) {
            try {
                return new BigDecimal(raw.toString().trim());
            } catch (NumberFormatException e) {
                throw wrongType(where, "a number", raw);
            }
        }
        throw wrongType(where, "a number", raw);
    }

    private static BigDecimal integral(String where, Object raw, long min, long max) {
        BigDecimal number = number(where, raw);
        if (number.stripTrailingZeros().scale() > 0
                || number.compareTo(BigDecimal.valueOf(min)) < 0
                || number.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw wrongType(where, "a whole number", raw);
        }
        return number;
    }

    /** A record written as {@code [type: 'logUniform', name: 'lr', …]}: the word picks one of a sealed family. */
    private static Object nested(String where, Class<?> type, Object raw) {
        if (!(raw instanceof Map<?, ?> given)) {
            throw wrongType(where, Binder.wordOf(type), raw);
        }
        Map<String, Object> rest = new LinkedHashMap<>();
        given.forEach((key, value) -> rest.put(String.valueOf(key), value));
        if (type.isRecord()) {
            return Binder.bind(type.asSubclass(Record.class), rest);
        }
        Object word = rest.remove("type");
        return Binder.bind(member(where, type, String.valueOf(word)), rest);
    }

    private static Class<? extends Record> member(String where, Class<?> family, String word) {
        Class<?>[] members = family.getPermittedSubclasses();
        List<String> words = members == null
                ? List.of()
                : java.util.Arrays.stream(members).map(Binder::wordOf).toList();
        if (!words.contains(word)) {
            throw new SpecException(where + " has type '" + word + "', allowed is " + String.join(" | ", words)
                    + NearestName.hint(word, words));
        }
        return members[words.indexOf(word)].asSubclass(Record.class);
    }
}
