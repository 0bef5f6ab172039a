package io.jenkins.plugins.mlsteps.tune;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON read token by token. In a process that has just started, which is when a study is resumed, it takes longer to load what binds
 * JSON to records than to read ten thousand trials without it. That a name stands twice in an object is noticed here: the
 * parser would keep a set of names for each.
 */
final class JsonTokens {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private JsonTokens() {}

    static JsonParser of(byte[] bytes, int offset, int length) throws IOException {
        return JSON.createParser(bytes, offset, length);
    }

    /**
     * The one object that a text consists of.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException when it is anything else
     */
    static Map<String, Object> object(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            Map<String, Object> object = object(json);
            requireEnd(json);
            return object;
        }
    }

    /** The object that begins at the current token. */
    static Map<String, Object> object(JsonParser json) throws IOException {
        require(json.hasToken(JsonToken.START_OBJECT), "it is no JSON object", json);
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            putNew(name, value(json), object, json);
        }
        return object;
    }

    static <T> void putNew(String name, T value, Map<String, T> object, JsonParser json) throws JsonParseException {
        int before = object.size();
        object.put(name, value);
        require(object.size() > before, "it has a name twice", json);
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_ARRAY -> values(json);
            case START_OBJECT -> object(json);
            default -> json.getNumberValue();
        };
    }

    private static List<Object> values(JsonParser json) throws IOException {
        List<Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(json));
        }
        return values;
    }

    /** That nothing follows the current token. */
    static void requireEnd(JsonParser json) throws IOException {
        require(json.nextToken() == null, "something follows the JSON object", json);
    }

    static void require(boolean condition, String otherwise, JsonParser json) throws JsonParseException {
        if (!condition) {
            throw new JsonParseException(json, otherwise);
        }
    }
}
