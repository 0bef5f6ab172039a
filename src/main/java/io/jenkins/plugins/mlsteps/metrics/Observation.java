package io.jenkins.plugins.mlsteps.metrics;

import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** What one line, one object or one row tells: values by name, at a step and a time. Used again for the next one. */
final class Observation {
    /** Integers above it are not all doubles, so that a value beyond it counts nothing. */
    private static final double LARGEST_COUNT = 1L << 53;
    /** 2001-09-09 in seconds and 2286-11-20 in milliseconds since 1970: between them a number can be a time stamp. */
    private static final double EARLIEST_SECONDS = 1e9;

    private static final double LATEST_SECONDS = 1e10;
    private static final double LATEST_MILLISECONDS = 1e13;

    private String[] names = new String[16];
    private double[] values = new double[16];
    private int count;
    private Long step;
    private int stepRank;
    private Instant time;
    private String label;

    void clear() {
        count = 0;
        step = null;
        stepRank = 0;
        time = null;
        label = null;
    }

    /** A value, which may be a step or a time by its name. */
    void number(String name, double value) {
        int rank = StepNames.rank(name);
        if (rank > 0 && value == Math.rint(value) && Math.abs(value) <= LARGEST_COUNT) {
            if (rank > stepRank) {
                step = (long) value;
                stepRank = rank;
            }
        } else if (!isTime(name, value)) {
            add(name, value);
        }
    }

    /** A text that stands for a number, a time, or the name of the metric whose {@code value} stands beside it. */
    void text(String name, String text) {
        if (NumberText.isNumber(text)) {
            number(name, NumberText.parse(text));
        } else if (isLabel(name)) {
            label = text;
        } else if (name.equals("time") || isTimeStamp(name)) {
            time(text);
        }
    }

    private static boolean isLabel(String name) {
        return name.equals("name") || name.equals("metric") || name.equals("metric_name");
    }

    private static boolean isTimeStamp(String name) {
        return name.equals("timestamp") || name.equals("wall_time");
    }

    private boolean isTime(String name, double value) {
        if (!isTimeStamp(name) || !(value >= EARLIEST_SECONDS && value < LATEST_MILLISECONDS)) {
            return false;
        }
        double milliseconds = value < LATEST_SECONDS ? value * 1000 : value;
        time = Instant.ofEpochMilli(Math.round(milliseconds));
        return true;
    }

    private void time(String text) {
        try {
            time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text.strip().replace(' ', 'T'), Instant::from);
        } catch (DateTimeException e) {
            // No instant: a time of day, or one without a zone. The points get the time at which they were read.
            time = null;
        }
    }

    private void add(String name, double value) {
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        names[count] = name;
        values[count] = value;
        count++;
    }

    /**
     * Hands the points on and is empty again.
     *
     * @param otherwise the time of the points when none was told
     * @return how many points there were
     */
    int tell(Instant otherwise, MetricSink sink) {
        int told = count;
        Instant at = time == null ? otherwise : time;
        if (label != null && count == 1 && names[0].equals("value")) {
            names[0] = label;
        }
        for (int i = 0; i < told; i++) {
            sink.point(new MetricPoint(at, step, names[i], values[i]));
        }
        clear();
        return told;
    }
}
