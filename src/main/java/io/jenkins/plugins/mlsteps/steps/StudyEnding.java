package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The end of a study, whoever searched.
 *
 * @param study its directory, relative to the workspace
 */
record StudyEnding(Host host, TuneSpec spec, String study, Occupant by) {
    /** Writes down that its running trials were stopped, and sums it up in its files. */
    void abort(String why) throws IOException, InterruptedException {
        close(why);
    }

    private CloseStudy.Closed close(String aborted) throws IOException, InterruptedException {
        Price price = Price.of(spec.training().resources(), host.administration().prices());
        return host.workspace().act(new CloseStudy(study, spec, host.build().source(), by, price, aborted));
    }

    /**
     * Sums it up in its files and in the log.
     *
     * @throws StepFailure when no trial was completed
     */
    TuneResult result() throws IOException, InterruptedException {
        CloseStudy.Closed closed = close(null);
        StudyRecord record = closed.study();
        int trials = record.states().values().stream().mapToInt(Integer::intValue).sum();
        if (record.best() == null) {
            throw new StepFailure("tuneHyperparams '" + spec.name() + "': none of " + trials
                    + " trials was completed (" + counts(record.states()) + "); the reasons are in " + study + "/trials.jsonl"
                    + (record.stopped() == null ? "" : "; stopped: " + record.stopped() + notRun(trials)));
        }
        if (record.stopped() != null) {
            say("stopped: " + record.stopped());
        }
        say("best of " + trials + " trials: trial " + record.best() + " with " + spec.objective() + "="
                + Figures.number(record.bestValue()) + "  [" + Figures.list(record.bestParams()) + "]");
        if (!closed.pareto().isEmpty()) {
            say("Pareto set: " + numbers(closed.pareto()));
        }
        if (!closed.steps() && !spec.pruner().equals("none") && spec.engine().equals("mlsteps")) {
            say("pruner '" + spec.pruner() + "' had nothing to look at: no trial reported " + spec.objective()
                    + " with a step while it ran, as step=1 " + spec.objective() + "=0.5 does");
        }
        say(machineTime(record.usage()));
        return new TuneResult(spec.name(), record.bestParams(), record.bestValue(), record.best(), trials,
                closed.pareto().stream().map(this::answer).toList());
    }

    /** With its name, for several studies may run side by side. */
    private void say(String line) {
        host.log().line(spec.name() + ": " + line);
    }

    private String notRun(int trials) {
        int planned = spec.trials() * spec.repeats();
        return "; the other " + (planned - trials) + " of at most " + planned + " trials were not run";
    }

    private static String counts(Map<?, Integer> states) {
        return states.entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String numbers(List<Trial> trials) {
        return trials.stream()
                .map(trial -> Integer.toString(trial.number()))
                .collect(Collectors.joining(", ", trials.size() == 1 ? "trial " : "trials ", ""));
    }

    private Map<String, Object> answer(Trial trial) {
        Map<String, Double> values = new LinkedHashMap<>();
        spec.objectives().forEach(objective -> values.put(objective, trial.metrics().get(objective)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("trial", trial.number());
        answer.put("params", trial.params());
        answer.put("values", values);
        return answer;
    }

    private static String machineTime(StudyRecord.Usage usage) {
        return "machine time of the trials: " + Figures.number(usage.trialHours()) + " hours"
                + (usage.gpuHours() > 0 ? ", " + Figures.number(usage.gpuHours()) + " GPU-hours" : "")
                + (usage.cost() != null ? ", cost " + Figures.number(usage.cost()) : "");
    }
}
