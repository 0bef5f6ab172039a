package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * What was observed, drawn against what was required: a dot, its interval where there is one, and the thresholds.
 * Positions are in units of the drawing, {@value #LEFT} to {@value #RIGHT}.
 *
 * @param low and {@code width}: the interval; width 0 without one
 * @param thresholds where passing ends
 * @param accepted bands in which a value passes
 * @param zero where candidate and baseline are equal; null when the drawing is not about a difference
 * @param words the same in a sentence
 */
public record Gauge(
        String dot,
        String low,
        String width,
        List<Threshold> thresholds,
        List<Band> accepted,
        String zero,
        String tone,
        String words) {
    private static final double LEFT = 6;
    private static final double RIGHT = 194;
    private static final double LABEL_ROOM = 26;
    private static final Pattern LAST_NUMBER = Pattern.compile("(?:^|[\\s=])([-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)$");
    private static final Pattern COMPARISON = Pattern.compile("^(>=|<=|≥|≤|>|<)");

    /** @param label its value, and where the text is centred */
    public record Threshold(String at, String label, String labelAt) {}

    /** A part of the axis. */
    public record Band(String from, String width) {}

    /** Empty when the check does not compare two numbers. */
    static Optional<Gauge> of(Verdict.Check check) {
        return check.statistics() == null ? ofRule(check) : ofTest(check, check.statistics());
    }

    private static Optional<Gauge> ofRule(Verdict.Check check) {
        Matcher comparison = COMPARISON.matcher(String.valueOf(check.required()));
        Optional<Double> observed = lastNumber(check.observed());
        Optional<Double> required = lastNumber(check.required());
        if (!comparison.find() || observed.isEmpty() || required.isEmpty()) {
            return Optional.empty();
        }
        boolean atLeast = comparison.group().matches(">=|≥|>");
        return Optional.of(draw(
                check.passed(),
                observed.get(),
                observed.get(),
                observed.get(),
                List.of(required.get()),
                atLeast,
                false,
                "observed " + Wording.number(observed.get()) + ", threshold " + Wording.number(required.get())));
    }

    private static Optional<Gauge> ofTest(Verdict.Check check, Verdict.Statistics statistics) {
        Double effect = statistics.effect();
        if (effect == null || !Double.isFinite(effect)) {
            return Optional.empty();
        }
        double low = finiteOr(statistics.low(), effect);
        double high = finiteOr(statistics.high(), effect);
        List<Double> thresholds = thresholds(String.valueOf(check.rule()), finiteOr(statistics.margin(), 0));
        String words = "effect " + Wording.number(effect) + ", interval " + Wording.number(statistics.low()) + " to "
                + Wording.number(statistics.high()) + ", threshold "
                + String.join(" and ", thresholds.stream().map(Wording::number).toList());
        return Optional.of(draw(check.passed(), effect, low, high, thresholds, true, true, words));
    }

    /** Non-inferiority tolerates a loss of the margin, superiority demands a gain of it, equivalence bounds both. */
    private static List<Double> thresholds(String rule, double margin) {
        if (rule.startsWith("superior")) {
            return List.of(margin);
        }
        return rule.startsWith("equivalent") ? List.of(-margin, margin) : List.of(-margin);
    }

    private static Gauge draw(
            boolean passed,
            double dot,
            double low,
            double high,
            List<Double> thresholds,
            boolean atLeast,
            boolean difference,
            String words) {
        List<Double> all = new ArrayList<>(List.of(dot, low, high));
        all.addAll(thresholds);
        if (difference) {
            all.add(0.0);
        }
        Axis axis = Axis.around(all);
        return new Gauge(
                number(axis.at(dot)),
                number(axis.at(low)),
                number(axis.at(high) - axis.at(low)),
                thresholds.stream().map(value -> threshold(axis, value)).toList(),
                List.of(accepted(axis, thresholds, atLeast)),
                difference ? number(axis.at(0)) : null,
                passed ? "good" : "bad",
                words);
    }

    private static Threshold threshold(Axis axis, double value) {
        double at = axis.at(value);
        double labelAt = Math.max(LEFT + LABEL_ROOM, Math.min(RIGHT - LABEL_ROOM, at));
        return new Threshold(number(at), Wording.number(value), number(labelAt));
    }

    private static Band accepted(Axis axis, List<Double> thresholds, boolean atLeast) {
        double first = axis.at(thresholds.get(0));
        if (thresholds.size() > 1) {
            return new Band(number(first), number(axis.at(thresholds.get(1)) - first));
        }
        return atLeast ? new Band(number(first), number(200 - first)) : new Band("0", number(first));
    }

    private static double finiteOr(Double value, double otherwise) {
        return value == null || !Double.isFinite(value) ? otherwise : value;
    }

    private static Optional<Double> lastNumber(String text) {
        Matcher matcher = LAST_NUMBER.matcher(text == null ? "" : text.trim());
        return matcher.find() ? Optional.of(Double.valueOf(matcher.group(1))) : Optional.empty();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** A linear axis with room on both sides. */
    private record Axis(double from, double to) {
        static Axis around(List<Double> values) {
            double from = values.stream().flatMapToDouble(DoubleStream::of).min().getAsDouble();
            double to = values.stream().flatMapToDouble(DoubleStream::of).max().getAsDouble();
            double room = to > from ? (to - from) * 0.12 : Math.max(Math.abs(to), 1) * 0.1;
            return new Axis(from - room, to + room);
        }

        double at(double value) {
            return LEFT + (RIGHT - LEFT) * (value - from) / (to - from);
        }
    }
}
