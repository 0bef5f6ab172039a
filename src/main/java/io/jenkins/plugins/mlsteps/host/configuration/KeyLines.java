package io.jenkins.plugins.mlsteps.host.configuration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which line each key of a YAML text stands. Jackson knows where it was when it noticed that a key is wrong, which for
 * records is where the object ends.
 */
record KeyLines(Map<List<String>, Integer> lines) {
    static KeyLines of(String text) throws IOException {
        Map<List<String>, Integer> lines = new HashMap<>();
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME) {
                    lines.put(
                            path(parser.getParsingContext()),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        }
        return new KeyLines(lines);
    }

    /** The line of a key, or of the nearest key above it; 1 where there is none. */
    int of(List<String> path) {
        for (int length = path.size(); length > 0; length--) {
            Integer line = lines.get(path.subList(0, length));
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    private static List<String> path(JsonStreamContext innermost) {
        List<String> path = new ArrayList<>();
        for (JsonStreamContext at = innermost; at != null && !at.inRoot(); at = at.getParent()) {
            path.add(0, at.inArray() ? Integer.toString(at.getCurrentIndex()) : at.getCurrentName());
        }
        return path;
    }
}
