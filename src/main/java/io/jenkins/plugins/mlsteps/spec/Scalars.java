package io.jenkins.plugins.mlsteps.spec;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
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
        return new SpecException(where + " must be " + expected + ", given is '" + raw + "'" + kind(raw));
    }

    /** What a value is, where the look of it does not tell: a text may look like a number or a list. */
    private static String kind(Object raw) {
        if (raw instanceof CharSequence) {
            return " (a text)";
        }
        if (raw instanceof Collection) {
            return " (a list)";
        }
        return raw instanceof Map ? " (a map)" : "";
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
            throw wrongType(where, type.isRecord() ? Binder.wordOf(type) : oneOf(words(type)), raw);
        }
        Map<String, Object> rest = new LinkedHashMap<>();
        given.forEach((key, value) -> rest.put(String.valueOf(key), value));
        if (type.isRecord()) {
            return Binder.bind(type.asSubclass(Record.class), rest);
        }
        return Binder.bind(member(where, type, rest.remove("type")), rest);
    }

    private static Class<? extends Record> member(String where, Class<?> family, Object given) {
        List<String> words = words(family);
        if (given == null) {
            throw new SpecException(where + " has no 'type', allowed is " + String.join(" | ", words));
        }
        String word = given.toString();
        if (!words.contains(word)) {
            throw new SpecException(where + " has type '" + word + "', allowed is " + String.join(" | ", words)
                    + NearestName.hint(word, words));
        }
        return family.getPermittedSubclasses()[words.indexOf(word)].asSubclass(Record.class);
    }

    /** The words of a sealed family, in the order of its members. */
    private static List<String> words(Class<?> family) {
        Class<?>[] members = family.getPermittedSubclasses();
        return members == null ? List.of() : Arrays.stream(members).map(Binder::wordOf).toList();
    }

    /** As a Jenkinsfile writes them, and as JSON does. */
    private static String oneOf(List<String> words) {
        return "one of " + String.join("(…), ", words) + "(…), in JSON {\"type\":\"" + words.get(0) + "\",…}";
    }
}
