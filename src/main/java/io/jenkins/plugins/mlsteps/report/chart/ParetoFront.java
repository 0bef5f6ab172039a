package io.jenkins.plugins.mlsteps.report.chart;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Trials of a study with several objectives: those that no other is as good as in every objective, and the rest.
 *
 * @param x and {@code y}: the first two objectives
 * @param front x, y and trial number, by x
 * @param dominated x, y and trial number
 */
public record ParetoFront(String x, String y, List<double[]> front, List<double[]> dominated) implements Chart {
    private static final int DRAWN = 1000;
    private static final int TABLE_ROWS = 100;

    /** Empty for a study with one objective, or without a complete trial. */
    public static Optional<Figure> figure(Study study) {
        List<Trial> complete = study.complete().stream()
                .filter(trial -> study.objectives().stream()
                        .allMatch(objective -> study.value(trial, objective).isPresent()))
                .toList();
        if (study.objectives().size() < 2 || complete.isEmpty()) {
            return Optional.empty();
        }
        List<Trial> front = front(study, complete);
        Set<Integer> undominated = front.stream().map(Trial::number).collect(Collectors.toSet());
        List<Trial> dominated = complete.stream()
                .filter(trial -> !undominated.contains(trial.number()))
                .toList();
        ParetoFront chart = new ParetoFront(
                study.objectives().get(0).metric(),
                study.objectives().get(1).metric(),
                points(study, front),
                points(study, evenly(dominated)));
        return Optional.of(new Figure(
                "Pareto front",
                Wording.count(front.size(), "trial") + " of " + complete.size()
                        + " cannot be improved in one objective without losing in another.",
                chart,
                table(study, front)));
    }

    private static List<Trial> front(Study study, List<Trial> complete) {
        List<Trial> front = new ArrayList<>();
        for (Trial candidate : complete) {
            if (front.stream().noneMatch(other -> isAsGood(study, other, candidate))) {
                front.removeIf(other -> isAsGood(study, candidate, other));
                front.add(candidate);
            }
        }
        front.sort((a, b) -> Double.compare(
                study.value(a).getAsDouble(), study.value(b).getAsDouble()));
        return front;
    }

    private static boolean isAsGood(Study study, Trial one, Trial other) {
        return study.objectives().stream()
                .noneMatch(objective -> objective.better(
                        study.value(other, objective).getAsDouble(),
                        study.value(one, objective).getAsDouble()));
    }

    private static List<Trial> evenly(List<Trial> trials) {
        int stride = Math.max(1, (trials.size() + DRAWN - 1) / DRAWN);
        List<Trial> drawn = new ArrayList<>();
        for (int i = 0; i < trials.size(); i += stride) {
            drawn.add(trials.get(i));
        }
        return drawn;
    }

    private static List<double[]> points(Study study, List<Trial> trials) {
        return trials.stream()
                .map(trial -> new double[] {
                    study.value(trial, study.objectives().get(0)).getAsDouble(),
                    study.value(trial, study.objectives().get(1)).getAsDouble(),
                    trial.number()
                })
                .toList();
    }

    private static Table table(Study study, List<Trial> front) {
        List<String> head = new ArrayList<>(List.of("Trial"));
        study.objectives().forEach(objective -> head.add(objective.metric()));
        List<List<String>> rows = new ArrayList<>();
        for (Trial trial : front.stream().limit(TABLE_ROWS).toList()) {
            List<String> row = new ArrayList<>(List.of(String.valueOf(trial.number())));
            study.objectives()
                    .forEach(objective -> row.add(
                            Wording.number(study.value(trial, objective).getAsDouble())));
            rows.add(row);
        }
        return new Table(head, rows);
    }
}
