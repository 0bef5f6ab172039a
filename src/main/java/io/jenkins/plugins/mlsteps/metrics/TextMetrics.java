package io.jenkins.plugins.mlsteps.metrics;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;

/**
 * Reads metrics from what a trainer prints: lines with {@code name=value} words or one JSON object a line. Bytes may come in any
 * pieces; other lines are passed over. Lines above a mebibyte are not metrics and are dropped without being kept.
 */
public final class TextMetrics {
    private static final int LONGEST_LINE = 1 << 20;

    private final AssignmentLine assignments;
    private final JsonPoints json;
    private byte[] line = new byte[256];
    private int length;
    private boolean tooLong;

    public TextMetrics(Clock clock, MetricSink sink) {
        this.assignments = new AssignmentLine(clock, sink);
        this.json = new JsonPoints(clock, sink);
    }

    public void feed(byte[] bytes, int offset, int count) {
        int start = offset;
        int end = offset + count;
        for (int i = offset; i < end; i++) {
            // Progress bars return the carriage without a new line.
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                if (length == 0 && !tooLong) {
                    read(bytes, start, i);
                } else {
                    keep(bytes, start, i);
                    readKept();
                }
                start = i + 1;
            }
        }
        keep(bytes, start, end);
    }

    /** Reads what came after the last line end. */
    public void finish() {
        readKept();
    }

    private void readKept() {
        if (!tooLong) {
            read(line, 0, length);
        }
        length = 0;
        tooLong = false;
    }

    private void keep(byte[] bytes, int from, int to) {
        int count = to - from;
        if (tooLong || length + count > LONGEST_LINE) {
            tooLong = true;
            return;
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
        }
        System.arraycopy(bytes, from, line, length, count);
        length += count;
    }

    private void read(byte[] bytes, int from, int to) {
        if (to - from > LONGEST_LINE) {
            return;
        }
        int first = from;
        while (first < to && bytes[first] <= ' ' && bytes[first] >= 0) {
            first++;
        }
        if (first < to && bytes[first] == '{') {
            json.line(new String(bytes, first, to - first, StandardCharsets.UTF_8));
        } else {
            assignments.read(bytes, first, to);
        }
    }
}
