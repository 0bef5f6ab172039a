package io.jenkins.plugins.mlsteps.workload.kubeflow;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An Experiment as it stood when it was looked at. */
public final class Experiment {
    private final String name;
    private final TuneSpec spec;
    private final ExperimentStatus status;
    private final List<KatibTrial> trials;

    /** @param trials in the order in which Katib made them */
    Experiment(String name, TuneSpec spec, ExperimentStatus status, List<KatibTrial> trials) {
        this.name = name;
        this.spec = spec;
        this.status = status;
        this.trials = trials;
    }

    public String name() {
        return name;
    }

    public boolean isFinished() {
        return status.hasEnded();
    }

    /** Why it failed; empty when it did not. */
    public Optional<String> failure() {
        return status.failure();
    }

    /** Name of the trial that Katib holds to be the best so far. */
    public Optional<String> optimalTrial() {
        return status.optimalTrial();
    }

    /** These numbers of trials, by their names in the cluster, with the next ones for trials that are new. */
    public Map<String, Integer> numbered(Map<String, Integer> known) {
        Map<String, Integer> numbers = new LinkedHashMap<>(known);
        trials.forEach(trial -> numbers.putIfAbsent(trial.name(), numbers.size()));
        return numbers;
    }

    /** The trials as a study keeps them, by number. */
    public List<Trial> trials(Map<String, Integer> numbers) {
        KatibSpace space = new KatibSpace(spec.space());
        List<Trial> numbered = new ArrayList<>();
        for (KatibTrial trial : trials) {
            numbered.add(trial.asTrial(numbers.get(trial.name()), space, spec.objective(), isFinished()));
        }
        numbered.sort(Comparator.comparingInt(Trial::number));
        return numbered;
    }
}
