package io.jenkins.plugins.mlsteps.report.chart;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The objective over the two numbers that matter most: the trials, and between them a mean of their values, in which near trials
 * weigh more (Shepard 1968, "A two-dimensional interpolation function for irregularly-spaced data").
 *
 * @param x and {@code y}: the parameters
 * @param cells for each cell of a grid its left, right, lower and upper edge on the axes, and the value between the trials
 * @param points place on x, place on y, objective, trial number
 * @param maximize whether large values are good
 */
public record ParameterContour(
        String objective, Axis x, Axis y, List<double[]> cells, List<double[]> points, boolean maximize) implements Chart {
    private static final int DRAWN = 300;
    private static final int CELLS = 24;
    private static final int FEWEST_TRIALS = 8;
    private static final int TABLE_ROWS = 20;

    /** Keeps a cell with a trial in it from being that trial's alone; in cells. */
    private static final double SMOOTHING = 0.5;

    /** @param log whether places are spread over orders of magnitude */
    public record Axis(String name, boolean log) {}

    /** Empty unless two numbers vary in at least eight complete trials. */
    public static Optional<Figure> figure(Study study) {
        List<Study.Axis> two = mostImportant(study);
        if (two.size() < 2) {
            return Optional.empty();
        }
        List<double[]> points = points(study, TrialSample.of(study, DRAWN), two.get(0), two.get(1));
        Scale across = Scale.of(two.get(0), points, 0);
        Scale up = Scale.of(two.get(1), points, 1);
        if (points.size() < FEWEST_TRIALS || across.isEmpty() || up.isEmpty()) {
            return Optional.empty();
        }
        ParameterContour chart = new ParameterContour(
                study.objective().metric(),
                new Axis(two.get(0).name(), two.get(0).log()),
                new Axis(two.get(1).name(), two.get(1).log()),
                cells(points, across, up),
                points,
                study.objective().maximize());
        return Optional.of(new Figure(
                "Contour",
                study.objective().metric() + " over " + chart.x().name() + " and " + chart.y().name()
                        + ". Between trials it is a mean of their values, in which near ones weigh more; other parameters"
                        + " vary too." + TrialSample.note(points.size(), points(study, study.complete(), two.get(0), two.get(1)).size()),
                chart,
                table(study, chart)));
    }

    private static List<Study.Axis> mostImportant(Study study) {
        Map<String, Double> importance = study.importance();
        return study.axes().stream()
                .filter(Study.Axis::isNumeric)
                .sorted(Comparator.comparingDouble(axis -> -importance.getOrDefault(axis.name(), 0.0)))
                .limit(2)
                .toList();
    }

    /** Those of the trials that have both parameters. */
    private static List<double[]> points(Study study, List<Trial> trials, Study.Axis x, Study.Axis y) {
        List<double[]> points = new ArrayList<>();
        for (Trial trial : trials) {
            OptionalDouble across = x.place(trial.params() == null ? null : trial.params().get(x.name()));
            OptionalDouble up = y.place(trial.params() == null ? null : trial.params().get(y.name()));
            if (across.isPresent() && up.isPresent()) {
                points.add(new double[] {
                    across.getAsDouble(), up.getAsDouble(), study.value(trial).getAsDouble(), trial.number()
                });
            }
        }
        return points;
    }

    /** Places of an axis, in cells of the grid. */
    private record Scale(double low, double high, boolean log) {
        static Scale of(Study.Axis axis, List<double[]> points, int coordinate) {
            double[] places = points.stream()
                    .mapToDouble(point -> axis.log() ? Math.log(point[coordinate]) : point[coordinate])
                    .sorted()
                    .toArray();
            return places.length == 0 ? new Scale(0, 0, false) : new Scale(places[0], places[places.length - 1], axis.log());
        }

        boolean isEmpty() {
            return !(high > low) || !Double.isFinite(high - low);
        }

        double cell(double place) {
            return ((log ? Math.log(place) : place) - low) / (high - low) * CELLS;
        }

        double place(double cell) {
            double place = low + cell / CELLS * (high - low);
            return log ? Math.exp(place) : place;
        }
    }

    private static List<double[]> cells(List<double[]> points, Scale across, Scale up) {
        List<double[]> cells = new ArrayList<>();
        for (int i = 0; i < CELLS; i++) {
            for (int j = 0; j < CELLS; j++) {
                double sum = 0;
                double weights = 0;
                for (double[] point : points) {
                    double dx = across.cell(point[0]) - i - 0.5;
                    double dy = up.cell(point[1]) - j - 0.5;
                    double near = dx * dx + dy * dy + SMOOTHING * SMOOTHING;
                    double weight = 1 / (near * near);
                    sum += weight * point[2];
                    weights += weight;
                }
                cells.add(new double[] {
                    across.place(i), across.place(i + 1.0), up.place(j), up.place(j + 1.0), sum / weights
                });
            }
        }
        return cells;
    }

    private static Table table(Study study, ParameterContour chart) {
        Comparator<double[]> byValue = Comparator.comparingDouble(point -> point[2]);
        return new Table(
                List.of("Trial", chart.objective(), chart.x().name(), chart.y().name()),
                chart.points().stream()
                        .sorted(study.objective().maximize() ? byValue.reversed() : byValue)
                        .limit(TABLE_ROWS)
                        .map(point -> List.of(
                                String.valueOf((int) point[3]),
                                Wording.number(point[2]),
                                Wording.number(point[0]),
                                Wording.number(point[1])))
                        .toList());
    }
}
