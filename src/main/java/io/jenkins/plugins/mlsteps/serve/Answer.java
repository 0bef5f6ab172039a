package io.jenkins.plugins.mlsteps.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.mlsteps.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What goes back over HTTP. */
record Answer(int status, String contentType, byte[] body) {
    private static final String JSON = "application/json";

    static Answer json(byte[] body) {
        return new Answer(200, JSON, body);
    }

    static Answer json(Object value) {
        return json(200, value);
    }

    static Answer json(int status, Object value) {
        try {
            return new Answer(status, JSON, Json.mapper().writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value + " cannot be written as JSON", e);
        }
    }

    static Answer text(String text) {
        return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer error(int status, String message) {
        return json(status, Map.of("error", message == null ? "unknown error" : message));
    }
}
