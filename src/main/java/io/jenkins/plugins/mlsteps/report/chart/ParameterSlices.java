package io.jenkins.plugins.mlsteps.report.chart;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The objective over each parameter, one small plot a parameter. */
public record ParameterSlices(String objective, List<Slice> slices) implements Chart {
    private static final int DRAWN = 300;
    private static final int MAX_SLICES = 8;
    private static final int MAX_CATEGORIES_IN_WORDS = 12;

    /**
     * @param points place on the axis, objective, trial number
     * @param categories what the places 0, 1, 2… mean; empty for numbers
     */
    public record Slice(String name, boolean log, List<String> categories, List<double[]> points) {}

    /** Empty unless two trials are complete and there is a parameter. */
    public static Optional<Figure> figure(Study study) {
        List<Trial> drawn = TrialSample.of(study, DRAWN);
        List<Slice> slices = mostImportant(study).stream()
                .map(axis -> slice(study, axis, drawn))
                .filter(slice -> !slice.points().isEmpty())
                .toList();
        if (drawn.size() < 2 || slices.isEmpty()) {
            return Optional.empty();
        }
        String more = study.axes().size() > slices.size()
                ? " Shown are " + slices.size() + " of " + study.axes().size() + " parameters."
                : "";
        return Optional.of(new Figure(
                "Slices",
                study.objective().metric() + " over each parameter; later trials are stronger in colour." + more
                        + TrialSample.note(drawn.size(), study.complete().size()),
                new ParameterSlices(study.objective().metric(), slices),
                table(study, slices)));
    }

    private static List<Study.Axis> mostImportant(Study study) {
        List<Study.Axis> axes = new ArrayList<>(study.axes());
        axes.sort((a, b) -> Double.compare(
                study.importance().getOrDefault(b.name(), 0.0), study.importance().getOrDefault(a.name(), 0.0)));
        return axes.stream().limit(MAX_SLICES).toList();
    }

    private static Slice slice(Study study, Study.Axis axis, List<Trial> trials) {
        List<double[]> points = new ArrayList<>();
        for (Trial trial : trials) {
            OptionalDouble place = axis.place(trial.params() == null ? null : trial.params().get(axis.name()));
            if (place.isPresent()) {
                points.add(new double[] {place.getAsDouble(), study.value(trial).getAsDouble(), trial.number()});
            }
        }
        return new Slice(axis.name(), axis.log(), axis.categories(), points);
    }

    private static Table table(Study study, List<Slice> slices) {
        return new Table(
                List.of("Parameter", "Tried", "Of the best trial"),
                slices.stream().map(slice -> row(study, slice)).toList());
    }

    private static List<String> row(Study study, Slice slice) {
        Object best = study.best()
                .map(Trial::params)
                .map(params -> params.get(slice.name()))
                .orElse(null);
        return List.of(slice.name(), tried(slice), Wording.value(best));
    }

    private static String tried(Slice slice) {
        if (!slice.categories().isEmpty()) {
            return String.join(", ", slice.categories().stream().limit(MAX_CATEGORIES_IN_WORDS).toList());
        }
        double low = slice.points().stream().mapToDouble(point -> point[0]).min().getAsDouble();
        double high = slice.points().stream().mapToDouble(point -> point[0]).max().getAsDouble();
        return Wording.number(low) + " to " + Wording.number(high);
    }
}
