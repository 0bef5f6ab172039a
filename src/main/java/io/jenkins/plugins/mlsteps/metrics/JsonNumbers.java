package io.jenkins.plugins.mlsteps.metrics;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.io.IOException;
import java.time.Instant;

/**
 * Reads the numbers of a JSON object: nested objects are flattened with dots. With series, an array of numbers is a metric over
 * the steps 0, 1, 2… and an array of objects has a step and values in each object; without, arrays are passed over. Truth
 * values and null are no metrics.
 */
final class JsonNumbers {
    private final boolean series;
    private final Instant time;

    private JsonNumbers(boolean series, Instant time) {
        this.series = series;
        this.time = time;
    }

    static JsonNumbers withoutSeries() {
        return new JsonNumbers(false, null);
    }

    /**
     * @param time of points in arrays, unless they tell their own
     */
    static JsonNumbers withSeries(Instant time) {
        return new JsonNumbers(true, time);
    }

    /** Reads the object that the parser stands at into the observation, and its arrays to the sink. */
    void read(JsonParser parser, Observation observation, MetricSink sink) throws IOException {
        object(parser, "", observation, sink);
    }

    private void object(JsonParser parser, String prefix, Observation observation, MetricSink sink) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = prefix.isEmpty() ? parser.currentName() : prefix + parser.currentName();
            switch (parser.nextToken()) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> observation.number(name, parser.getDoubleValue());
                case VALUE_STRING -> observation.text(name, parser.getText());
                case START_OBJECT -> object(parser, name + ".", observation, sink);
                case START_ARRAY -> array(parser, name, sink);
                default -> {}
            }
        }
    }

    private void array(JsonParser parser, String name, MetricSink sink) throws IOException {
        if (!series) {
            parser.skipChildren();
            return;
        }
        Observation observation = new Observation();
        long index = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                object(parser, "", observation, (point) -> sink.point(within(name, point)));
                observation.tell(time, point -> sink.point(within(name, point)));
            } else if (token.isNumeric()) {
                sink.point(new MetricPoint(time, index, name, parser.getDoubleValue()));
            } else {
                parser.skipChildren();
            }
            index++;
        }
    }

    private static MetricPoint within(String name, MetricPoint point) {
        return new MetricPoint(point.time(), point.step(), name + "." + point.name(), point.value());
    }
}
