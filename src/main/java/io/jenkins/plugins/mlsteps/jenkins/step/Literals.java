package io.jenkins.plugins.mlsteps.jenkins.step;

import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.util.List;

/**
 * Values of a choice as lines of text, for forms and data binding know no list of mixed values: JSON stands for what it says, so
 * a text that looks like JSON, is empty or has several lines is written in double quotes.
 */
final class Literals {
    private Literals() {}

    static String text(Object value) {
        String text = Json.inline(value);
        return value instanceof CharSequence && !List.of(text).equals(values(List.of(text))) ? Json.line(text) : text;
    }

    static List<Object> values(List<String> texts) {
        return texts == null ? null : texts.stream().flatMap(String::lines).map(Literals::value).toList();
    }

    static List<String> texts(Object values) {
        return ((List<?>) values).stream().map(Literals::text).toList();
    }

    private static Object value(String text) {
        try {
            return Json.parse(text, new TypeReference<Object>() {});
        } catch (IOException e) {
            return text; // what is no JSON is a text that needs no quotes
        }
    }
}
