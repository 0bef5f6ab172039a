package io.jenkins.plugins.mlsteps.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An inference request of the Open Inference Protocol V2, read as a stream.
 *
 * @param id the caller's, repeated in the answer; null when not given
 * @param outputs names of the outputs wanted; empty for all
 * @see <a href="https://github.com/kserve/open-inference-protocol">Open Inference Protocol</a>
 */
record InferenceRequest(String id, Map<String, Input> inputs, Set<String> outputs) {
    /** NaN and Infinity are read because Python's json module writes them: NaN is a missing number, Infinity is refused with its place. */
    static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** One tensor of a request. */
    record Input(String name, String datatype, long[] shape, Elements data) {}

    /** @throws Refusal when the body is no such request */
    static InferenceRequest read(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            return read(json);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("the request is not JSON: " + IoFailure.mistake(e) + " at line "
                    + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw Refusal.badRequest("the request cannot be read: " + e.getMessage());
        }
    }

    private static InferenceRequest read(JsonParser json) throws IOException {
        expect(json, json.nextToken(), JsonToken.START_OBJECT, "the request", "an object with 'inputs'");
        String id = null;
        Map<String, Input> inputs = null;
        Set<String> outputs = Set.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "id" -> id = json.getText();
                case "inputs" -> inputs = inputs(json, value);
                case "outputs" -> outputs = outputs(json, value);
                default -> json.skipChildren();
            }
        }
        if (inputs == null) {
            throw Refusal.badRequest(
                    "the request has no 'inputs'; expected {\"inputs\":[{\"name\":…,\"shape\":[…],\"datatype\":…,\"data\":[…]}]}");
        }
        return new InferenceRequest(id, inputs, outputs);
    }

    private static Map<String, Input> inputs(JsonParser json, JsonToken first) throws IOException {
        expect(json, first, JsonToken.START_ARRAY, "'inputs'", "a list of tensors");
        Map<String, Input> inputs = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Input input = input(json, "inputs[" + inputs.size() + "]");
            if (inputs.put(input.name(), input) != null) {
                throw Refusal.badRequest("input '" + input.name() + "' is given twice");
            }
        }
        return inputs;
    }

    private static Input input(JsonParser json, String where) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_OBJECT, where, "an object");
        String name = null;
        String datatype = null;
        long[] shape = null;
        Elements data = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "name" -> name = json.getText();
                case "datatype" -> datatype = json.getText();
                case "shape" -> shape = shape(json, value, where);
                case "data" -> data = Elements.read(json, where);
                case "parameters" -> refuseBinaryData(json, where);
                default -> json.skipChildren();
            }
        }
        return new Input(
                given(name, where, "name"),
                given(datatype, where, "datatype"),
                given(shape, where, "shape"),
                given(data, where, "data"));
    }

    private static long[] shape(JsonParser json, JsonToken first, String where) throws IOException {
        expect(json, first, JsonToken.START_ARRAY, where + ".shape", "a list of sizes");
        List<Long> sizes = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getLongValue() < 0) {
                throw Refusal.badRequest(where + ".shape: '" + json.getText() + "' is no size; expected an integer from 0");
            }
            sizes.add(json.getLongValue());
        }
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private static Set<String> outputs(JsonParser json, JsonToken first) throws IOException {
        expect(json, first, JsonToken.START_ARRAY, "'outputs'", "a list of objects with a name");
        Set<String> names = new LinkedHashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String where = "outputs[" + names.size() + "]";
            expect(json, json.currentToken(), JsonToken.START_OBJECT, where, "an object with a name");
            String name = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isName = json.currentName().equals("name");
                json.nextToken();
                if (isName) {
                    name = json.getText();
                } else {
                    json.skipChildren();
                }
            }
            names.add(given(name, where, "name"));
        }
        return names;
    }

    private static void refuseBinaryData(JsonParser json, String where) throws IOException {
        int depth = 0;
        do {
            JsonToken token = json.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.FIELD_NAME && json.currentName().equals("binary_data_size")) {
                throw Refusal.badRequest(where + ": the binary data extension is not served; send 'data' as JSON");
            }
        } while (depth > 0 && json.nextToken() != null);
    }

    private static void expect(JsonParser json, JsonToken given, JsonToken expected, String where, String words)
            throws IOException {
        if (given != expected) {
            throw Refusal.badRequest(
                    where + " is " + (given == null ? "empty" : "'" + json.getText() + "'") + ", expected " + words);
        }
    }

    private static <T> T given(T value, String where, String field) {
        if (value == null) {
            throw Refusal.badRequest(where + " has no '" + field + "'");
        }
        return value;
    }
}
