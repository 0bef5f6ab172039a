package io.jenkins.plugins.mlsteps.tune;

import static io.jenkins.plugins.mlsteps.tune.JsonTokens.require;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.mlsteps.record.Trial;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trial read from its line token by token, which takes a third of the time that binding the record does; what both read is held to
 * be equal by a test.
 */
final class TrialLine {
    private int number = -1;
    private Map<String, Object> params;
    private Trial.State state;
    private Double value;
    private List<Trial.Report> intermediate;
    private Map<String, Double> metrics;
    private String reason;
    private Instant start;
    private Instant end;

    private TrialLine() {}

    /**
     * @throws com.fasterxml.jackson.core.JsonProcessingException when the bytes are not one trial
     */
    static Trial parse(byte[] bytes, int offset, int length) throws IOException {
        try (JsonParser json = JsonTokens.of(bytes, offset, length)) {
            Trial trial = next(json);
            JsonTokens.requireEnd(json);
            return trial;
        }
    }

    private static Trial next(JsonParser json) throws IOException {
        TrialLine line = new TrialLine();
        line.read(json);
        return line.trial(json);
    }

    /**
     * One line after the other, with one parser.
     *
     * @param lines each with a line feed after it
     * @param count of the lines
     * @throws com.fasterxml.jackson.core.JsonProcessingException when one of them is not one trial
     */
    static List<Trial> parseAll(byte[] lines, int count) throws IOException {
        List<Trial> trials = new ArrayList<>(count);
        try (JsonParser json = JsonTokens.of(lines, 0, lines.length)) {
            while (trials.size() < count) {
                trials.add(next(json));
                int end = (int) json.currentLocation().getByteOffset();
                require(end < lines.length && lines[end] == '\n', "it does not end with its line", json);
            }
            JsonTokens.requireEnd(json);
        }
        return trials;
    }

    private void read(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, "it is no JSON object", json);
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (!json.hasToken(JsonToken.VALUE_NULL)) {
                field(name, json);
            }
        }
        require(json.hasToken(JsonToken.END_OBJECT), "it does not end as a JSON object", json);
    }

    private void field(String name, JsonParser json) throws IOException {
        switch (name) {
            case "number" -> number = once(number < 0 ? null : number, json.getIntValue(), json);
            case "params" -> params = once(params, JsonTokens.object(json), json);
            case "state" -> state = once(state, state(json), json);
            case "value" -> value = once(value, number(json), json);
            case "intermediate" -> intermediate = once(intermediate, reports(json), json);
            case "metrics" -> metrics = once(metrics, metrics(json), json);
            case "reason" -> reason = once(reason, json.getText(), json);
            case "start" -> start = once(start, instant(json), json);
            case "end" -> end = once(end, instant(json), json);
            default -> json.skipChildren();
        }
    }

    private static <T> T once(T before, T value, JsonParser json) throws JsonParseException {
        require(before == null, "it has a name twice", json);
        return value;
    }

    private Trial trial(JsonParser json) throws IOException {
        require(number >= 0, "it has no 'number'", json);
        require(state != null, "it has no 'state'", json);
        require(params != null, "it has no 'params'", json);
        return new Trial(number, params, state, value, intermediate, metrics, reason, start, end);
    }

    private static Map<String, Double> metrics(JsonParser json) throws IOException {
        require(json.hasToken(JsonToken.START_OBJECT), "'metrics' is no JSON object", json);
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            JsonTokens.putNew(name, number(json), metrics, json);
        }
        return metrics;
    }

    private static List<Trial.Report> reports(JsonParser json) throws IOException {
        require(json.hasToken(JsonToken.START_ARRAY), "'intermediate' is no JSON list", json);
        List<Trial.Report> reports = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            long step = 0;
            double value = Double.NaN;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (name.equals("step")) {
                    step = json.getLongValue();
                } else if (name.equals("value")) {
                    value = number(json);
                }
            }
            reports.add(new Trial.Report(step, value));
        }
        return reports;
    }

    /** A number; as text where JSON has none for it: "NaN", "Infinity". */
    private static double number(JsonParser json) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            return json.getDoubleValue();
        }
        try {
            return Double.parseDouble(json.getText());
        } catch (NumberFormatException e) {
            throw new JsonParseException(json, "'" + json.getText() + "' is no number", e);
        }
    }

    private static Trial.State state(JsonParser json) throws IOException {
        try {
            return Trial.State.valueOf(json.getText());
        } catch (IllegalArgumentException e) {
            throw new JsonParseException(json, "'" + json.getText() + "' is no state", e);
        }
    }

    private static Instant instant(JsonParser json) throws IOException {
        try {
            return Timestamp.parse(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        } catch (DateTimeException e) {
            throw new JsonParseException(json, "'" + json.getText() + "' is no time", e);
        }
    }
}
