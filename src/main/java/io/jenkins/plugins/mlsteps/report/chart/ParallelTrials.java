package io.jenkins.plugins.mlsteps.report.chart;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Each trial as a line over its parameters and objectives.
 *
 * @param axes parameters, then objectives
 * @param lines one value for each axis, null where a trial has none; the best trial last, so that it is drawn on top
 * @param colour position of the axis that colours the lines
 * @param maximize whether large values on that axis are good
 */
public record ParallelTrials(List<Axis> axes, List<List<Double>> lines, int colour, boolean maximize) implements Chart {
    private static final int DRAWN = 300;
    private static final int MAX_PARAMETERS = 12;
    private static final int TABLE_ROWS = 50;

    /** @param categories positions 0, 1, 2… in text; empty for numbers */
    public record Axis(String name, boolean log, List<String> categories) {}

    /** Empty unless two trials are complete and there is a parameter. */
    public static Optional<Figure> figure(Study study) {
        List<Study.Axis> parameters = study.axes().stream().limit(MAX_PARAMETERS).toList();
        List<Trial> ranked = study.ranked();
        if (ranked.size() < 2 || parameters.isEmpty()) {
            return Optional.empty();
        }
        List<Trial> drawn = new ArrayList<>(TrialSample.of(study, DRAWN));
        Comparator<Trial> byValue =
                Comparator.comparingDouble(trial -> study.value(trial).getAsDouble());
        drawn.sort(study.objective().maximize() ? byValue : byValue.reversed());
        ParallelTrials chart = new ParallelTrials(
                axes(study, parameters),
                drawn.stream().map(trial -> line(study, parameters, trial)).toList(),
                parameters.size(),
                study.objective().maximize());
        return Optional.of(new Figure(
                "Parallel coordinates",
                "Each line is a trial; the colour is its " + study.objective().metric() + ". Best: "
                        + words(parameters, ranked.get(0)) + "." + TrialSample.note(drawn.size(), ranked.size()),
                chart,
                table(study, parameters, ranked)));
    }

    private static List<Axis> axes(Study study, List<Study.Axis> parameters) {
        List<Axis> axes = new ArrayList<>();
        parameters.forEach(axis -> axes.add(new Axis(axis.name(), axis.log(), axis.categories())));
        study.objectives().forEach(objective -> axes.add(new Axis(objective.metric(), false, List.of())));
        return axes;
    }

    private static List<Double> line(Study study, List<Study.Axis> parameters, Trial trial) {
        List<Double> line = new ArrayList<>();
        parameters.forEach(axis -> line.add(orNull(axis.place(parameter(trial, axis)))));
        study.objectives().forEach(objective -> line.add(orNull(study.value(trial, objective))));
        return line;
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Object parameter(Trial trial, Study.Axis axis) {
        return trial.params() == null ? null : trial.params().get(axis.name());
    }

    private static String words(List<Study.Axis> parameters, Trial trial) {
        return String.join(
                ", ",
                parameters.stream()
                        .filter(axis -> parameter(trial, axis) != null)
                        .map(axis -> axis.name() + " = " + Wording.value(parameter(trial, axis)))
                        .toList());
    }

    private static Table table(Study study, List<Study.Axis> parameters, List<Trial> ranked) {
        List<String> head = new ArrayList<>(List.of("Trial"));
        study.objectives().forEach(objective -> head.add(objective.metric()));
        parameters.forEach(axis -> head.add(axis.name()));
        return new Table(
                head,
                ranked.stream()
                        .limit(TABLE_ROWS)
                        .map(trial -> row(study, parameters, trial))
                        .toList());
    }

    private static List<String> row(Study study, List<Study.Axis> parameters, Trial trial) {
        List<String> row = new ArrayList<>(List.of(String.valueOf(trial.number())));
        study.objectives().forEach(objective -> row.add(Wording.number(orNull(study.value(trial, objective)))));
        parameters.forEach(axis -> row.add(Wording.value(parameter(trial, axis))));
        return row;
    }
}
