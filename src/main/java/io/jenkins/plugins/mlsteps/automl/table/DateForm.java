package io.jenkins.plugins.mlsteps.automl.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.Locale;

/** A way in which people write dates; the value is days since 1970-01-01 UTC, with a fraction for the time of day. */
enum DateForm {
    ISO_DATE("uuuu-MM-dd", LocalDate::from),
    ISO_TIME("uuuu-MM-dd['T'][' ']HH:mm[:ss]", LocalDateTime::from),
    ISO_INSTANT("uuuu-MM-dd['T'][' ']HH:mm[:ss]", OffsetDateTime::from),
    YEAR_SLASHES("uuuu/M/d", LocalDate::from),
    GERMAN("d.M.uuuu", LocalDate::from),
    AMERICAN("M/d/uuuu", LocalDate::from),
    BRITISH("d/M/uuuu", LocalDate::from);

    private static final double SECONDS_A_DAY = 86_400;
    private static final int SHORTEST = 8;
    private static final int LONGEST = 35;

    private final DateTimeFormatter formatter;
    private final TemporalQuery<? extends TemporalAccessor> query;

    DateForm(String pattern, TemporalQuery<? extends TemporalAccessor> query) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern(pattern);
        if (name().equals("ISO_TIME") || name().equals("ISO_INSTANT")) {
            builder.appendPattern("[.SSSSSSSSS][.SSSSSS][.SSS]");
        }
        if (name().equals("ISO_INSTANT")) {
            builder.appendPattern("[XXX][XX]");
        }
        this.formatter = builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
        this.query = query;
    }

    boolean fits(String cell) {
        if (cell.length() < SHORTEST || cell.length() > LONGEST || !Character.isDigit(cell.charAt(0))) {
            return false;
        }
        try {
            formatter.parse(cell, query);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** @throws DateTimeException when the cell does not fit */
    double days(String cell) {
        TemporalAccessor moment = formatter.parse(cell, query);
        if (moment instanceof LocalDate date) {
            return date.toEpochDay();
        }
        long seconds = moment instanceof OffsetDateTime instant
                ? instant.toEpochSecond()
                : ((LocalDateTime) moment).toEpochSecond(ZoneOffset.UTC);
        return seconds / SECONDS_A_DAY;
    }

    /** The date in ISO 8601, to the second. */
    static String iso(double days) {
        long seconds = Math.round(days * SECONDS_A_DAY);
        LocalDateTime moment = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return moment.toLocalTime().toSecondOfDay() == 0
                ? moment.toLocalDate().toString()
                : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(moment);
    }
}
