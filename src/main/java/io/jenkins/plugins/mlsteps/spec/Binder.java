package io.jenkins.plugins.mlsteps.spec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what an author wrote — names and loosely typed values — into a spec, or says precisely what is wrong with it. */
public final class Binder {
    private Binder() {}

    /**
     * @param given names and values as a Jenkinsfile, a JSON object or the command line delivers them
     * @throws SpecException naming the word, the parameter, what was given, what is allowed and the nearest valid name
     */
    public static <T extends Record> T bind(Class<T> spec, Map<String, ?> given) {
        String word = wordOf(spec);
        checkNames(word, ParameterInfo.of(spec), given.keySet());
        return construct(spec, word, given);
    }

    /**
     * Checks what can be told of a call before it is made: the names, the required parameters, and the values that are known.
     *
     * @param known names and values
     * @param later names of parameters whose values only the call will tell
     * @throws SpecException as {@link #bind}
     */
    public static void check(Class<? extends Record> spec, Map<String, ?> known, Set<String> later) {
        if (later.isEmpty()) {
            bind(spec, known);
            return;
        }
        String word = wordOf(spec);
        List<ParameterInfo> parameters = ParameterInfo.of(spec);
        checkNames(word, parameters, known.keySet());
        checkNames(word, parameters, later);
        parameters.stream()
                .filter(parameter -> !later.contains(parameter.name()))
                .forEach(parameter -> value(word, parameter, known.get(parameter.name())));
    }

    /**
     * Checks that every name is a parameter.
     *
     * @throws SpecException naming the first that is not, and the nearest valid one
     */
    public static void checkNames(Class<? extends Record> spec, Set<String> given) {
        checkNames(wordOf(spec), ParameterInfo.of(spec), given);
    }

    /**
     * One value in the type of its parameter.
     *
     * @throws SpecException naming the word, the parameter and what was given, when it is of another type
     */
    public static Object typed(Class<? extends Record> spec, ParameterInfo parameter, Object given) {
        return convert(wordOf(spec) + ": parameter '" + parameter.name() + "'", parameter, given);
    }

    /** What a parameter is when the author gives none: its default, or what absence means for its type. */
    public static Object defaultOf(ParameterInfo parameter) {
        return convert(
                "parameter '" + parameter.name() + "'",
                parameter,
                parameter.defaultValue().isEmpty() ? null : parameter.defaultValue());
    }

    /** The word an author uses for a record. */
    public static String wordOf(Class<?> spec) {
        Word word = spec.getAnnotation(Word.class);
        return word == null ? spec.getSimpleName() : word.value();
    }

    private static void checkNames(String word, List<ParameterInfo> parameters, Set<String> given) {
        List<String> names = parameters.stream().map(ParameterInfo::name).toList();
        for (String name : given) {
            if (!names.contains(name)) {
                throw new SpecException(word + ": unknown parameter '" + name + "'" + NearestName.among(name, names));
            }
        }
    }

    private static <T extends Record> T construct(Class<T> spec, String word, Map<String, ?> given) {
        RecordComponent[] components = spec.getRecordComponents();
        Object[] arguments = Arrays.stream(components)
                .map(component -> component.isAnnotationPresent(Embedded.class)
                        ? construct(component.getType().asSubclass(Record.class), word, given)
                        : value(word, ParameterInfo.of(component), given.get(component.getName())))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = spec.getDeclaredConstructor(types);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SpecException cause) {
                throw cause.getMessage().startsWith(word) ? cause : new SpecException(word + ": " + cause.getMessage());
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(String word, ParameterInfo parameter, Object given) {
        String where = word + ": parameter '" + parameter.name() + "'";
        Object raw = given;
        if (raw == null || "".equals(raw.toString()) && parameter.rawType() != String.class) {
            if (parameter.required()) {
                throw new SpecException(word + ": parameter '" + parameter.name() + "' is required: " + parameter.doc());
            }
            raw = parameter.defaultValue().isEmpty() ? null : parameter.defaultValue();
        }
        Object value = convert(where, parameter, raw);
        check(where, parameter, value);
        return value;
    }

    private static Object convert(String where, ParameterInfo parameter, Object raw) {
        Class<?> type = parameter.rawType();
        if (type == List.class) {
            return raw == null ? List.of() : list(where, parameter.elementType(), raw);
        }
        if (type == Map.class) {
            return raw == null ? Map.of() : map(where, parameter.elementType(), raw);
        }
        return raw == null ? absent(type) : Scalars.convert(where, type, raw);
    }

    private static List<?> list(String where, Class<?> element, Object raw) {
        if (!(raw instanceof Collection<?> items)) {
            return List.of(Scalars.convert(where, element, raw));
        }
        List<Object> list = new ArrayList<>();
        for (Object item : items) {
            String entry = where + ", entry " + (list.size() + 1);
            requirePresent(entry, item);
            list.add(Scalars.convert(entry, element, item));
        }
        return list;
    }

    private static Map<String, ?> map(String where, Class<?> element, Object raw) {
        if (!(raw instanceof Map<?, ?> entries)) {
            throw Scalars.wrongType(where, "a map", raw);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        entries.forEach((key, item) -> {
            String entry = where + ", entry '" + key + "'";
            if (element != Object.class) {
                requirePresent(entry, item);
            }
            map.put(String.valueOf(key), Scalars.convert(entry, element, item));
        });
        return map;
    }

    private static void requirePresent(String where, Object item) {
        if (item == null) {
            throw new SpecException(where + " is null: give a value, or text such as 'none'");
        }
    }

    private static Object absent(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        return type == double.class ? (Object) 0.0 : null;
    }

    private static void check(String where, ParameterInfo parameter, Object value) {
        if (value == null) {
            return;
        }
        List<String> allowed = parameter.allowed();
        if (value instanceof Collection<?> items) {
            items.forEach(item -> checkAllowed(where, allowed, item));
        } else {
            checkAllowed(where, allowed, value);
        }
        if (value instanceof Number number
                && !(number.doubleValue() >= parameter.min() && number.doubleValue() <= parameter.max())) {
            throw new SpecException(where + " is " + value + ", allowed is "
                    + range(parameter.min(), parameter.max()));
        }
    }

    private static void checkAllowed(String where, List<String> allowed, Object value) {
        if (!allowed.isEmpty() && !allowed.contains(value.toString())) {
            throw new SpecException(where + " is '" + value + "', allowed is " + String.join(" | ", allowed)
                    + NearestName.hint(value.toString(), allowed));
        }
    }

    private static String range(double min, double max) {
        if (max == Double.POSITIVE_INFINITY) {
            return "at least " + Scalars.plain(min);
        }
        return min == Double.NEGATIVE_INFINITY
                ? "at most " + Scalars.plain(max)
                : "from " + Scalars.plain(min) + " to " + Scalars.plain(max);
    }
}
