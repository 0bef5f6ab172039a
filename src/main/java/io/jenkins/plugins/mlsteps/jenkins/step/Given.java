package io.jenkins.plugins.mlsteps.jenkins.step;

import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.ParameterInfo;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an author gave, by parameter name. Forms send an empty text for what was left out and one text with lines for a list;
 * what is absent reads as the default that the spec documents.
 */
final class Given implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Class<? extends Record> spec;
    private final LinkedHashMap<String, Object> values = new LinkedHashMap<>();

    Given(Class<? extends Record> spec) {
        this.spec = spec;
    }

    void put(String parameter, Object value) {
        if (value == null || "".equals(value)) {
            values.remove(parameter);
        } else {
            values.put(parameter, value);
        }
    }

    void putLines(String parameter, Collection<String> lines) {
        List<String> items = lines == null
                ? List.of()
                : lines.stream().flatMap(String::lines).map(String::strip).filter(line -> !line.isEmpty()).toList();
        put(parameter, items.isEmpty() ? null : items);
    }

    String text(String parameter) {
        Object value = value(parameter);
        return value == null ? null : value.toString();
    }

    Number number(String parameter) {
        return (Number) value(parameter);
    }

    boolean flag(String parameter) {
        return (Boolean) value(parameter);
    }

    @SuppressWarnings("unchecked") // putLines keeps lists of text
    List<String> lines(String parameter) {
        return (List<String>) value(parameter);
    }

    @SuppressWarnings("unchecked") // the spec says that it is such a map
    <T> Map<String, T> map(String parameter) {
        return (Map<String, T>) value(parameter);
    }

    void putNested(String parameter, List<? extends Nested> items) {
        put(parameter, items == null || items.isEmpty() ? null : List.copyOf(items));
    }

    @SuppressWarnings("unchecked") // putNested keeps them
    <T extends Nested> List<T> nested(String parameter) {
        return (List<T>) value(parameter);
    }

    /** The parameters that were given, nested things as their specs, for {@link Binder#bind}. */
    Map<String, Object> bindable() {
        Map<String, Object> bindable = new LinkedHashMap<>(values);
        bindable.replaceAll((name, value) -> value instanceof List<?> items
                ? items.stream().map(item -> item instanceof Nested nested ? nested.spec() : item).toList()
                : value);
        return bindable;
    }

    Object value(String parameter) {
        Object value = values.get(parameter);
        return value == null ? Binder.defaultOf(info(parameter)) : value;
    }

    private ParameterInfo info(String parameter) {
        return ParameterInfo.of(spec).stream()
                .filter(info -> info.name().equals(parameter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(spec + " has no parameter " + parameter));
    }
}
