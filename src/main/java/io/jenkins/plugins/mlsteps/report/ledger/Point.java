package io.jenkins.plugins.mlsteps.report.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What a curve needs of a line of {@code metrics.jsonl}; read token by token, as there may be millions.
 *
 * @param step NaN when the line names none
 */
record Point(String name, double step, double value) {
    private static final JsonFactory JSON = new JsonFactory();

    static Point parse(String line) throws IOException {
        String name = null;
        double step = Double.NaN;
        Double value = null;
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (key) {
                    case "name" -> name = parser.getText();
                    case "step" -> step = token == JsonToken.VALUE_NULL ? Double.NaN : parser.getDoubleValue();
                    case "value" -> value = number(parser, token);
                    default -> parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IllegalArgumentException("not a whole object");
            }
        }
        if (name == null || value == null) {
            throw new IllegalArgumentException("no name or no value");
        }
        return new Point(name, step, value);
    }

    /** Jackson writes NaN and the infinities as strings. */
    private static double number(JsonParser parser, JsonToken token) throws IOException {
        return token == JsonToken.VALUE_STRING ? Double.parseDouble(parser.getText()) : parser.getDoubleValue();
    }
}
