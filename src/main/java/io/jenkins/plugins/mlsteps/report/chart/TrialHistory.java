package io.jenkins.plugins.mlsteps.report.chart;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.List;

/**
 * The objective of each trial, or the mean of each parameter set, in the order of asking, and the best value so far.
 *
 * @param complete pairs of trial number and value
 * @param pruned pairs of trial number and last reported value
 * @param best pairs of trial number and best value up to it, where it changes, and at the end
 */
public record TrialHistory(String objective, List<double[]> complete, List<double[]> pruned, List<double[]> best)
        implements Chart {
    private static final int DRAWN = 1200;
    private static final int DRAWN_PRUNED = 400;
    private static final int TABLE_ROWS = 100;

    /** History of one of the objectives. */
    public static Figure figure(Study study, Study.Objective objective) {
        List<Trial> all = study.complete().stream()
                .filter(trial -> study.value(trial, objective).isPresent())
                .toList();
        List<double[]> complete = TrialSample.of(study, DRAWN).stream()
                .filter(trial -> study.value(trial, objective).isPresent())
                .map(trial -> point(trial, study.value(trial, objective).getAsDouble()))
                .toList();
        List<double[]> improvements = improvements(study, objective, all);
        TrialHistory chart = new TrialHistory(objective.metric(), complete, pruned(study, objective), best(improvements, all));
        return new Figure("History", caption(study, objective, improvements) + TrialSample.note(complete.size(), all.size()),
                chart, table(objective, improvements));
    }

    private static List<double[]> improvements(Study study, Study.Objective objective, List<Trial> complete) {
        List<double[]> improvements = new ArrayList<>();
        for (Trial trial : complete) {
            double value = study.value(trial, objective).getAsDouble();
            if (improvements.isEmpty() || objective.better(value, improvements.get(improvements.size() - 1)[1])) {
                improvements.add(point(trial, value));
            }
        }
        return improvements;
    }

    private static List<double[]> best(List<double[]> improvements, List<Trial> complete) {
        List<double[]> best = new ArrayList<>(improvements);
        if (!best.isEmpty()) {
            best.add(new double[] {complete.get(complete.size() - 1).number(), best.get(best.size() - 1)[1]});
        }
        return best;
    }

    private static List<double[]> pruned(Study study, Study.Objective objective) {
        if (!objective.equals(study.objective())) {
            return List.of();
        }
        List<double[]> pruned = study.trials().stream()
                .filter(trial -> trial.state() == Trial.State.PRUNED)
                .filter(trial -> trial.value() != null && Double.isFinite(trial.value()))
                .map(trial -> point(trial, trial.value()))
                .toList();
        int stride = Math.max(1, (pruned.size() + DRAWN_PRUNED - 1) / DRAWN_PRUNED);
        List<double[]> drawn = new ArrayList<>();
        for (int i = 0; i < pruned.size(); i += stride) {
            drawn.add(pruned.get(i));
        }
        return drawn;
    }

    private static double[] point(Trial trial, double value) {
        return new double[] {trial.number(), value};
    }

    private static String caption(Study study, Study.Objective objective, List<double[]> improvements) {
        if (improvements.isEmpty()) {
            return "No trial is complete.";
        }
        double[] best = improvements.get(improvements.size() - 1);
        return "Best " + objective.metric() + " " + Wording.number(best[1]) + " in trial " + (long) best[0] + " of "
                + Wording.count(study.trials().size(), "trial") + " (" + (objective.maximize() ? "larger" : "smaller")
                + " is better)."
                + (study.repeats() > 1 ? " Values are means of the " + study.repeats() + " trials of a parameter set." : "");
    }

    private static Table table(Study.Objective objective, List<double[]> improvements) {
        int from = Math.max(0, improvements.size() - TABLE_ROWS);
        return new Table(
                List.of("Trial", "Best " + objective.metric() + " so far"),
                improvements.subList(from, improvements.size()).stream()
                        .map(point -> List.of(Wording.number(point[0]), Wording.number(point[1])))
                        .toList());
    }
}
