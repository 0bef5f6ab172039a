package io.jenkins.plugins.mlsteps.cli.run;

import groovy.lang.GString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Variables of a script in a form that JSON can hold. */
final class SavedVariables {
    /** Mark what a step returned among ordinary maps: which step, and its properties. */
    private static final String ANSWER = "$answer";

    private static final String PROPERTIES = "properties";

    /** Stands for null, which JSON leaves out. */
    private static final Map<String, Object> NULL = Map.of("$null", true);

    private SavedVariables() {}

    /** Leaves out what cannot be written down, such as closures and open files. */
    static Map<String, Object> encode(Map<String, Object> variables) {
        Map<String, Object> encoded = new LinkedHashMap<>();
        variables.forEach((name, value) -> encode(value).ifPresent(known -> encoded.put(name, known)));
        return encoded;
    }

    private static Optional<Object> encode(Object value) {
        if (value == null) {
            return Optional.of(NULL);
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return Optional.of(value);
        }
        if (value instanceof GString text) {
            return Optional.of(text.toString());
        }
        if (value instanceof Answer answer) {
            return Optional.of(Map.of(ANSWER, answer.step(), PROPERTIES, encode(answer.properties())));
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> encode(item).ifPresent(items::add));
            return items.size() == list.size() ? Optional.of(items) : Optional.empty();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> items = encode(named(map));
            return items.size() == map.size() ? Optional.of(items) : Optional.empty();
        }
        return Optional.empty();
    }

    static Map<String, Object> decode(Map<String, Object> saved) {
        Map<String, Object> decoded = new LinkedHashMap<>();
        saved.forEach((name, value) -> decoded.put(name, decode(value)));
        return decoded;
    }

    private static Object decode(Object saved) {
        if (saved instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(decode(item)));
            return items;
        }
        if (saved instanceof Map<?, ?> map) {
            if (map.equals(NULL)) {
                return null;
            }
            Map<String, Object> decoded = decode(named(map));
            return decoded.get(ANSWER) instanceof String step && decoded.get(PROPERTIES) instanceof Map<?, ?> of && map.size() == 2
                    ? Answer.restored(step, named(of))
                    : decoded;
        }
        return saved;
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }
}
