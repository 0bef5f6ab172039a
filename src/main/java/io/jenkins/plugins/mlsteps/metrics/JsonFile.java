package io.jenkins.plugins.mlsteps.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A JSON file: one object, an array of objects, or objects one after the other (JSON lines). */
final class JsonFile {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private JsonFile() {}

    static void read(Path file, MetricSink sink) throws IOException {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(in)) {
            Observation observation = new Observation();
            JsonNumbers numbers = JsonNumbers.withSeries(written);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    numbers.read(parser, observation, sink);
                    observation.tell(written, sink);
                } else if (!isOuterArray(parser, token)) {
                    throw new UnreadableMetricsException(
                            file,
                            position(parser),
                            "expected an object such as {\"loss\": 0.12}, found " + parser.getText());
                }
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableMetricsException(
                    file,
                    "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    "not valid JSON: " + IoFailure.mistake(e) + "; is the file still being written?",
                    e);
        }
    }

    private static boolean isOuterArray(JsonParser parser, JsonToken token) {
        return token == JsonToken.END_ARRAY
                || token == JsonToken.START_ARRAY && parser.getParsingContext().getParent().inRoot();
    }

    private static String position(JsonParser parser) {
        return "line " + parser.currentTokenLocation().getLineNr() + ", column "
                + parser.currentTokenLocation().getColumnNr();
    }
}
