package io.jenkins.plugins.mlsteps.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ask and tell over text: one JSON object a line in, one a line out.
 *
 * <table>
 * <caption>Requests</caption>
 * <tr><td>{@code {"ask":4}}</td><td>{@code {"trials":[{"number":0,"params":{…}},…]}}, fewer when nothing is left</td></tr>
 * <tr><td>{@code {"tell":{"number":0,"value":1.2}}}</td><td>no answer</td></tr>
 * <tr><td>{@code {"tell":{"number":0,"state":"FAILED"}}}</td><td>no answer; also PRUNED, TIMED_OUT, NOT_FINITE</td></tr>
 * <tr><td>{@code {"report":{"number":0,"step":3,"value":0.7}}}</td><td>{@code {"prune":false}}</td></tr>
 * <tr><td>{@code {"best":true}}</td><td>{@code {"best":{"number":3,"params":{…},"value":0.9}}}, or null before one is
 * complete</td></tr>
 * </table>
 *
 * <p>A request that cannot be understood or served is answered by {@code {"error":"…"}} and changes nothing.
 */
public final class Suggest {
    /** Of JSON in which numbers that are not finite may stand as other languages write them. */
    private static final ObjectReader READER =
            Json.mapper().reader().with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

    private static final List<String> REQUESTS = List.of("ask", "tell", "report", "best");

    private final OpenStudy study;

    /**
     * @param direction maximize or minimize
     * @param pruner that answers reports
     * @throws SpecException when the space, the direction, the algorithm or the pruner cannot be meant
     */
    public Suggest(List<Dimension> space, String direction, String algorithm, String pruner, long seed) {
        this.study = new OpenStudy(space, direction, algorithm, pruner, seed);
    }

    /** Reads a space as {@code space.json} has it: a list of dimensions. */
    public static List<Dimension> space(String json) {
        return SpaceFile.parse(json);
    }

    /** Answers requests until there are no more. */
    public void run(Reader in, Writer out) throws IOException {
        BufferedReader lines = new BufferedReader(in);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                answer(line, number, out);
            }
        }
    }

    private void answer(String line, int number, Writer out) throws IOException {
        Object answer;
        try {
            answer = answer(READER.readTree(line));
        } catch (JsonProcessingException e) {
            answer = Map.of("error", "line " + number + " is not JSON: " + IoFailure.sentence(e));
        } catch (IllegalArgumentException e) {
            answer = Map.of("error", "line " + number + ": " + e.getMessage());
        }
        if (answer != null) {
            out.write(Json.line(answer) + "\n");
            out.flush();
        }
    }

    /** The answer to a request, null when it has none. */
    private Object answer(JsonNode request) {
        if (REQUESTS.stream().filter(request::has).count() != 1) {
            throw new SpecException("expected {\"ask\":n}, {\"tell\":{…}}, {\"report\":{…}} or {\"best\":true}, given is "
                    + request);
        }
        if (request.has("ask")) {
            return Map.of("trials", ask(request.get("ask")));
        }
        if (request.has("tell")) {
            tell(request.get("tell"));
            return null;
        }
        if (request.has("report")) {
            return Map.of("prune", report(request.get("report")));
        }
        return best(request.get("best"));
    }

    private JsonNode best(JsonNode wanted) {
        if (!wanted.isBoolean() || !wanted.asBoolean()) {
            throw new SpecException("'best' must be true, given is " + wanted);
        }
        return Json.mapper()
                .createObjectNode()
                .set("best", Json.mapper().valueToTree(study.best().orElse(null)));
    }

    private List<OpenStudy.Suggestion> ask(JsonNode count) {
        if (!count.isIntegralNumber() || count.asLong() < 1 || count.asLong() > 10_000) {
            throw new SpecException("'ask' must be a whole number from 1 to 10000, given is " + count);
        }
        return study.ask(count.asInt());
    }

    private void tell(JsonNode told) {
        Trial.State state = told.has("state") ? state(told.get("state").asText()) : Trial.State.COMPLETE;
        Double value = told.hasNonNull("value") ? number(told, "value") : null;
        if (state == Trial.State.COMPLETE && value == null) {
            throw new SpecException("'tell' needs a 'value', or a 'state' such as FAILED, given is " + told);
        }
        study.tell(trialNumber(told), state, value);
    }

    private boolean report(JsonNode report) {
        return study.report(trialNumber(report), whole(report, "step"), number(report, "value"));
    }

    private static Trial.State state(String name) {
        try {
            return Trial.State.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new SpecException("'state' is '" + name
                    + "', allowed is COMPLETE | PRUNED | FAILED | TIMED_OUT | NOT_FINITE", e);
        }
    }

    private static int trialNumber(JsonNode node) {
        if (!node.path("number").canConvertToInt()) {
            throw new SpecException("'number' must be a whole number, given is " + node);
        }
        return (int) whole(node, "number");
    }

    private static long whole(JsonNode node, String field) {
        if (!node.path(field).canConvertToExactIntegral() || !node.path(field).canConvertToLong()) {
            throw new SpecException("'" + field + "' must be a whole number, given is " + node);
        }
        return node.get(field).asLong();
    }

    /** A number; "NaN" and "Infinity" as text too, because standard JSON cannot write them. */
    private static double number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isNumber()) {
            return value.asDouble();
        }
        if (List.of("NaN", "Infinity", "-Infinity").contains(value.asText())) {
            return Double.parseDouble(value.asText());
        }
        throw new SpecException("'" + field + "' must be a number, given is " + node);
    }
}
