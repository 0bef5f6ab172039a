package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as people read them in a log. */
final class Figures {
    private Figures() {}

    /** At most four decimals: {@code auc=0.9312 lr=0.1 loss=1.234e-05}. */
    static String list(Map<String, ?> values) {
        return values.entrySet().stream()
                .limit(8)
                .map(entry -> entry.getKey() + "=" + (entry.getValue() instanceof Double d ? number(d) : Json.inline(entry.getValue())))
                .collect(Collectors.joining(" "));
    }

    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        String exact = Double.toString(value);
        if (exact.length() <= "-0.0001".length()) {
            return exact;
        }
        double magnitude = Math.abs(value);
        return magnitude >= 0.001 && magnitude < 1e6
                ? String.format(Locale.ROOT, "%.4f", value)
                : String.format(Locale.ROOT, "%.3e", value);
    }

    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return seconds < 120 ? seconds + " s" : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
}
