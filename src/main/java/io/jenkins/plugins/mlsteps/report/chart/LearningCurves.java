package io.jenkins.plugins.mlsteps.report.chart;

import io.jenkins.plugins.mlsteps.report.ledger.Curve;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Metrics that measure the same thing on different data, such as loss and val_loss, over the steps of a training. */
public record LearningCurves(List<Series> series) implements Chart {
    private static final int POINTS = 400;
    private static final int MAX_FIGURES = 12;
    private static final int MAX_SERIES = 8;
    private static final Pattern SPLIT =
            Pattern.compile("^(train|training|val|valid|validation|test|eval|dev|holdout)[_/.-]", Pattern.CASE_INSENSITIVE);

    /** @param points pairs of step and value */
    public record Series(String name, double[][] points) {}

    /** One figure for each quantity that has more than one point; at most {@value #MAX_FIGURES}. */
    public static List<Figure> figures(List<Curve> curves) {
        Map<String, List<Curve>> byQuantity = new TreeMap<>();
        curves.stream()
                .filter(curve -> curve.length() > 1)
                .forEach(curve -> byQuantity
                        .computeIfAbsent(quantity(curve.metric()), quantity -> new ArrayList<>())
                        .add(curve));
        return byQuantity.entrySet().stream()
                .limit(MAX_FIGURES)
                .map(entry -> figure(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String quantity(String metric) {
        String quantity = SPLIT.matcher(metric).replaceFirst("");
        return quantity.isEmpty() ? metric : quantity;
    }

    private static Figure figure(String quantity, List<Curve> curves) {
        List<Curve> drawn = curves.stream().limit(MAX_SERIES).toList();
        return new Figure(
                quantity, caption(drawn), new LearningCurves(drawn.stream().map(LearningCurves::series).toList()), table(drawn));
    }

    private static Series series(Curve curve) {
        return new Series(curve.metric(), LargestTriangles.sample(curve.steps(), curve.values(), POINTS));
    }

    private static String caption(List<Curve> curves) {
        return String.join(
                "; ",
                curves.stream()
                        .map(curve -> curve.metric() + " " + Wording.number(curve.values()[0]) + " → "
                                + Wording.number(curve.last()))
                        .toList());
    }

    private static Table table(List<Curve> curves) {
        return new Table(
                List.of("Metric", "Points", "First", "Smallest", "Largest", "Last"),
                curves.stream()
                        .map(curve -> List.of(
                                curve.metric(),
                                Wording.number((double) curve.points()),
                                Wording.number(curve.values()[0]),
                                Wording.number(curve.smallest()),
                                Wording.number(curve.largest()),
                                Wording.number(curve.last())))
                        .toList());
    }
}
