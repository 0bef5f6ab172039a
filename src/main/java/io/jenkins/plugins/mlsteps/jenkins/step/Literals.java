package io.jenkins.plugins.mlsteps.jenkins.step;

import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.util.List;

/**
 * Values of a choice as text, for forms and data binding know no list of mixed values: a number or a truth value stands for
 * itself, so a text that looks like one is written in double quotes.
 */
final class Literals {
    private Literals() {}

    static String text(Object value) {
        String text = String.valueOf(value);
        return value instanceof CharSequence && !(value(text) instanceof String && text.equals(value(text)))
                ? Json.line(text)
                : text;
    }

    static List<Object> values(List<String> texts) {
        return texts == null ? null : texts.stream().flatMap(String::lines).map(Literals::value).toList();
    }

    static List<String> texts(Object values) {
        return ((List<?>) values).stream().map(Literals::text).toList();
    }

    private static Object value(String text) {
        try {
            Object parsed = Json.parse(text, new TypeReference<Object>() {});
            return parsed instanceof Number || parsed instanceof Boolean || parsed instanceof String ? parsed : text;
        } catch (IOException e) {
            return text; // what is no JSON is a text that needs no quotes
        }
    }
}
