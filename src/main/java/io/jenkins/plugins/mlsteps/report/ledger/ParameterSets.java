package io.jenkins.plugins.mlsteps.report.ledger;

import io.jenkins.plugins.mlsteps.record.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parameter sets that several trials run: like the search itself, whoever compares them compares the means of their trials. */
final class ParameterSets {
    private ParameterSets() {}

    /**
     * The parameter sets of which all trials have ended, one at least is complete and none was pruned: each as its first complete
     * trial, with the means of them all in place of its objectives. Where there is none because the study stopped before, one that does
     * not have all its trials counts.
     */
    static List<Trial> complete(Study study) {
        Map<Integer, List<Trial>> sets = study.trials().stream()
                .collect(Collectors.groupingBy(trial -> trial.number() / study.repeats(), TreeMap::new, Collectors.toList()));
        List<Trial> whole = complete(study, sets.values().stream().filter(runs -> runs.size() == study.repeats()));
        return whole.isEmpty() && study.stopped() != null ? complete(study, sets.values().stream()) : whole;
    }

    private static List<Trial> complete(Study study, Stream<List<Trial>> sets) {
        return sets
                .filter(runs -> runs.stream().allMatch(run -> run.isFinished() && run.state() != Trial.State.PRUNED))
                .map(runs -> runs.stream().filter(run -> study.value(run).isPresent()).toList())
                .filter(complete -> !complete.isEmpty())
                .map(complete -> mean(study, complete))
                .toList();
    }

    private static Trial mean(Study study, List<Trial> runs) {
        Trial first = runs.get(0);
        Map<String, Double> metrics = new LinkedHashMap<>(first.metrics());
        study.objectives().forEach(objective -> metrics.put(objective.metric(), mean(study, runs, objective)));
        return new Trial(
                first.number(),
                first.params(),
                first.state(),
                metrics.get(study.objective().metric()),
                first.intermediate(),
                metrics,
                first.reason(),
                first.start(),
                first.end());
    }

    /** Added up as the search does, so that both round alike; NaN when no trial has the objective. */
    private static double mean(Study study, List<Trial> runs, Study.Objective objective) {
        double mean = Double.NaN;
        int count = 0;
        for (Trial run : runs) {
            if (study.value(run, objective).isPresent()) {
                double value = study.value(run, objective).getAsDouble();
                count++;
                mean = count == 1 ? value : mean + (value - mean) / count;
            }
        }
        return mean;
    }
}
