package io.jenkins.plugins.mlsteps.report.wording;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes values the same way everywhere in the report. */
public final class Wording {
    /** Stands where a record has no value. */
    public static final String NONE = "–";

    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> BYTE_UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final int DIGEST_CHARACTERS = 12;

    private Wording() {}

    /** Four significant digits; whole numbers up to a billion in full, very small and very large ones with an exponent. */
    public static String number(Double value) {
        if (value == null) {
            return NONE;
        }
        if (!Double.isFinite(value)) {
            return value.isNaN() ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e9) {
            return String.format(Locale.ROOT, "%,d", (long) (double) value);
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros();
        if (size < 1e-3 || size >= 1e7) {
            int exponent = rounded.precision() - rounded.scale() - 1;
            return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
        }
        return size < 1000 ? rounded.toPlainString() : String.format(Locale.ROOT, "%,.0f", rounded);
    }

    /** Any value of a parameter: numbers as numbers, everything else as its text. */
    public static String value(Object value) {
        return value instanceof Number number ? number(number.doubleValue()) : value == null ? NONE : value.toString();
    }

    /** A share between 0 and 1 in percent. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, share >= 0.0995 || share == 0 ? "%.0f %%" : "%.1f %%", share * 100);
    }

    /** From milliseconds to hours, two units at most; nothing known is {@link #NONE}. */
    public static String duration(Instant start, Instant end) {
        return start == null || end == null ? NONE : duration(Duration.between(start, end));
    }

    public static String duration(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = Math.round(millis / 1000.0);
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** To the second, in UTC. */
    public static String time(Instant time) {
        return time == null ? NONE : TIME.format(time);
    }

    /** In units of 1000. */
    public static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.5 && unit < BYTE_UNITS.size() - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || amount >= 99.95 ? "%.0f %s" : "%.1f %s", amount, BYTE_UNITS.get(unit));
    }

    /** The algorithm and enough of the hash to tell two apart. */
    public static String shortDigest(String digest) {
        if (digest == null) {
            return NONE;
        }
        int hash = digest.indexOf(':') + 1;
        return digest.length() <= hash + DIGEST_CHARACTERS ? digest : digest.substring(0, hash + DIGEST_CHARACTERS) + "…";
    }

    /** For a terminal: control characters would let a name move its cursor, paint over other lines or end its own. */
    public static String printable(String text) {
        return text == null ? "" : text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    }

    /** "1 trial", "2 trials". */
    public static String count(long count, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
    }
}
