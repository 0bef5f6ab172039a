package io.jenkins.plugins.mlsteps.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Metrics in JSON objects: every number is one, nested objects join their names with a dot. */
final class JsonPoints {
    private final Clock clock;
    private final MetricSink sink;

    JsonPoints(Clock clock, MetricSink sink) {
        this.clock = clock;
        this.sink = sink;
    }

    /** A line that looks like an object; when it is none, it is a line of the log like any other. */
    void line(String text) {
        JsonNode node;
        try {
            node = Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return;
        }
        object(node);
    }

    void object(JsonNode node) {
        Map<String, Double> values = new LinkedHashMap<>();
        flatten("", node, values);
        Long step = null;
        for (String name : java.util.List.copyOf(values.keySet())) {
            if (StepNames.isStep(name)) {
                step = values.remove(name).longValue();
            }
        }
        Instant now = clock.instant();
        for (Map.Entry<String, Double> value : values.entrySet()) {
            sink.point(new MetricPoint(now, step, value.getKey(), value.getValue()));
        }
    }

    private static void flatten(String name, JsonNode node, Map<String, Double> values) {
        if (node.isObject()) {
            String prefix = name.isEmpty() ? "" : name + ".";
            node.fields().forEachRemaining(field -> flatten(prefix + field.getKey(), field.getValue(), values));
        } else if (node.isNumber()) {
            values.put(name, node.doubleValue());
        } else if (node.isTextual()) {
            OptionalDouble special = Numbers.parse(node.textValue());
            special.ifPresent(value -> values.put(name, value));
        }
    }
}
