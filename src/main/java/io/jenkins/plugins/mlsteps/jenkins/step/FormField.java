package io.jenkins.plugins.mlsteps.jenkins.step;

import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import io.jenkins.plugins.mlsteps.spec.ParameterInfo;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;

/** How a form asks for one parameter. */
public record FormField(ParameterInfo parameter) {
    /** Which control a page draws. */
    public enum Control {
        TEXT,
        NUMBER,
        CHECKBOX,
        SELECT,
        LINES,
        MAP,
        DIMENSIONS,
        TESTS
    }

    static List<FormField> of(Class<? extends Record> spec) {
        return ParameterInfo.of(spec).stream().map(FormField::new).toList();
    }

    public String getName() {
        return parameter.name();
    }

    /** {@code timeoutMinutes} as "Timeout minutes". */
    public String getTitle() {
        String words = parameter.name().replaceAll("([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    public String getDescription() {
        return parameter.doc();
    }

    public List<String> getAllowed() {
        return parameter.allowed();
    }

    public String getDefaultValue() {
        return parameter.defaultValue();
    }

    public String getControl() {
        return control().name();
    }

    private Control control() {
        Class<?> type = parameter.rawType();
        if (type == List.class) {
            Class<?> element = parameter.elementType();
            return element == Dimension.class ? Control.DIMENSIONS : element == HypothesisTest.class ? Control.TESTS : Control.LINES;
        }
        if (type == Map.class) {
            return Control.MAP;
        }
        if (type == boolean.class) {
            return Control.CHECKBOX;
        }
        if (type == String.class) {
            return parameter.allowed().isEmpty() ? Control.TEXT : Control.SELECT;
        }
        return Control.NUMBER;
    }

    /** What the field shows for an instance: lists as lines, maps as lines of {@code name=value}. */
    public String text(Object value) {
        if (value instanceof List<?> items) {
            return String.join("\n", items.stream().map(String::valueOf).toList());
        }
        if (value instanceof Map<?, ?> map) {
            return String.join(
                    "\n",
                    map.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
        }
        return value == null ? "" : value.toString();
    }

    /**
     * Stapler would take for 0 what is no number.
     *
     * @throws SpecException naming the first field of a submitted form that wants a number and has none, or one out of its range
     */
    static void checkNumbers(Class<? extends Record> spec, JSONObject form) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        Set<String> others = new LinkedHashSet<>();
        for (FormField field : of(spec)) {
            if (field.control() == Control.NUMBER && form.has(field.getName())) {
                numbers.put(field.getName(), String.valueOf(form.get(field.getName())).strip());
            } else {
                others.add(field.getName());
            }
            boolean isNested = field.control() == Control.DIMENSIONS || field.control() == Control.TESTS;
            if (isNested && form.has(field.getName())) {
                JSONArray.fromObject(form.get(field.getName())).forEach(item -> NestedDescriptor.checkNumbers((JSONObject) item));
            }
        }
        Binder.check(spec, numbers, others);
    }

    /** Removes the maps from a submitted form and returns them. */
    static Map<String, Map<String, Object>> takeMaps(List<FormField> fields, JSONObject form) {
        Map<String, Map<String, Object>> maps = new LinkedHashMap<>();
        for (FormField field : fields) {
            if (field.control() == Control.MAP && form.has(field.getName())) {
                maps.put(field.getName(), map(field.getName(), String.valueOf(form.remove(field.getName()))));
            }
        }
        return maps;
    }

    private static Map<String, Object> map(String name, String lines) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String line : lines.lines().filter(line -> !line.isBlank()).toList()) {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new SpecException("parameter '" + name + "' takes lines of NAME=VALUE, given is '" + line + "'");
            }
            map.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
        return map.isEmpty() ? null : map;
    }
}
