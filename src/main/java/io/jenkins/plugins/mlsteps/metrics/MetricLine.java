package io.jenkins.plugins.mlsteps.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.time.Instant;

/** Reads one line of output: a JSON object, a Python dictionary, or text with {@code name=value} pairs. */
final class MetricLine {
    private static final byte ESCAPE = 0x1b;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();

    private final MetricSink sink;
    private final Observation observation = new Observation();
    private final JsonNumbers json = JsonNumbers.withoutSeries();
    private final PairScanner pairs = new PairScanner();

    MetricLine(MetricSink sink) {
        this.sink = sink;
    }

    void read(byte[] bytes, int from, int to, Instant now) {
        if (contains(bytes, from, to, ESCAPE)) {
            byte[] plain = TerminalColours.removed(bytes, from, to);
            readPlain(plain, 0, plain.length, now);
        } else {
            readPlain(bytes, from, to, now);
        }
    }

    private void readPlain(byte[] bytes, int from, int to, Instant now) {
        if (isTrace(bytes, from, to)) {
            return;
        }
        int start = from;
        int end = to;
        while (start < end && bytes[start] <= ' ' && bytes[start] >= 0) {
            start++;
        }
        while (end > start && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
            end--;
        }
        boolean object = end - start > 1 && bytes[start] == '{' && bytes[end - 1] == '}';
        if (!object || !readObject(bytes, start, end) && !readDictionary(bytes, start, end)) {
            observation.clear();
            pairs.scan(bytes, start, end, observation);
        }
        observation.tell(now, sink);
    }

    /** What is about to run, as every {@code sh} and {@code bat} of a Pipeline tells it: arguments are no results. */
    private static boolean isTrace(byte[] bytes, int from, int to) {
        return isTraceOfSh(bytes, from, to) || isPromptOfCmd(bytes, from, to);
    }

    private static boolean isTraceOfSh(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] == '+') {
            at++;
        }
        return at > from && at < to && bytes[at] == ' ';
    }

    /** Such as {@code C:\agent\workspace\churn>python train.py}: no path of Windows has a {@code >}. */
    private static boolean isPromptOfCmd(byte[] bytes, int from, int to) {
        return to - from > 3
                && Character.isLetter(bytes[from])
                && bytes[from + 1] == ':'
                && bytes[from + 2] == '\\'
                && contains(bytes, from, to, (byte) '>');
    }

    private boolean readDictionary(byte[] bytes, int from, int to) {
        byte[] json = PythonDictionary.toJson(bytes, from, to);
        return readObject(json, 0, json.length);
    }

    private boolean readObject(byte[] bytes, int from, int to) {
        observation.clear();
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            parser.nextToken();
            json.read(parser, observation, sink);
            return parser.nextToken() == null;
        } catch (IOException e) {
            // Text in braces that is no JSON: the caller reads it as something else.
            return false;
        }
    }

    private static boolean contains(byte[] bytes, int from, int to, byte wanted) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }
}
