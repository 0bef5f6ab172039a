package io.jenkins.plugins.mlsteps.metrics;

import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads {@code epoch=3 loss=0.12 val/auc = 0.93}: names of letters, digits and {@code _ - | / .}, an equals sign with or
 * without blanks, a number, {@code nan} or {@code inf}. That is a superset of what Katib's collector accepts.
 */
final class AssignmentLine {
    private final Clock clock;
    private final MetricSink sink;

    AssignmentLine(Clock clock, MetricSink sink) {
        this.clock = clock;
        this.sink = sink;
    }

    void read(byte[] bytes, int from, int to) {
        List<String> names = null;
        List<Double> values = null;
        Long step = null;
        for (int i = from; i < to; i++) {
            if (bytes[i] != '=') {
                continue;
            }
            int nameEnd = skipBlanksBack(bytes, from, i);
            int nameStart = nameEnd;
            while (nameStart > from && isName(bytes[nameStart - 1])) {
                nameStart--;
            }
            int valueStart = skipBlanks(bytes, i + 1, to);
            int valueEnd = valueStart;
            while (valueEnd < to && isNumber(bytes[valueEnd])) {
                valueEnd++;
            }
            if (nameStart == nameEnd || valueStart == valueEnd || valueEnd < to && isName(bytes[valueEnd])) {
                continue;
            }
            OptionalDouble value = Numbers.parse(new String(bytes, valueStart, valueEnd - valueStart, StandardCharsets.US_ASCII));
            if (value.isEmpty()) {
                continue;
            }
            String name = new String(bytes, nameStart, nameEnd - nameStart, StandardCharsets.US_ASCII);
            if (StepNames.isStep(name)) {
                step = (long) value.getAsDouble();
            } else {
                names = names == null ? new ArrayList<>() : names;
                values = values == null ? new ArrayList<>() : values;
                names.add(name);
                values.add(value.getAsDouble());
            }
        }
        if (names != null) {
            Instant now = clock.instant();
            for (int i = 0; i < names.size(); i++) {
                sink.point(new MetricPoint(now, step, names.get(i), values.get(i)));
            }
        }
    }

    private static int skipBlanks(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    private static int skipBlanksBack(byte[] bytes, int from, int to) {
        int i = to;
        while (i > from && (bytes[i - 1] == ' ' || bytes[i - 1] == '\t')) {
            i--;
        }
        return i;
    }

    private static boolean isName(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "_-|/.".indexOf(b) >= 0;
    }

    /** Digits, sign, point, exponent, and the letters of nan, inf and infinity. */
    private static boolean isNumber(byte b) {
        return b >= '0' && b <= '9' || "+-.eEnNaAiIfFtTyY".indexOf(b) >= 0;
    }
}
