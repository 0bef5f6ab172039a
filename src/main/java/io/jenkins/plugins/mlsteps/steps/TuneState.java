package io.jenkins.plugins.mlsteps.steps;

import java.io.Serializable;
import java.util.Map;

/**
 * How far a {@code tuneHyperparams} is; what its trials found is in the study's own files.
 *
 * @param begun whether what an earlier study of this name left is gone
 * @param step tells this step from the others of its build; null when it began with a version that did not
 * @param running the trials that the study has not been told about, by number
 */
public record TuneState(boolean begun, String step, Map<Integer, Running> running) {
    public TuneState {
        running = running == null ? Map.of() : running;
    }

    /** Begun, with these trials. */
    TuneState with(Map<Integer, Running> trials) {
        return new TuneState(true, step, trials);
    }

    /**
     * A trial that runs, or has just ended.
     *
     * @param pruned whether it was stopped because it looked bad
     */
    record Running(Map<String, Object> params, RunState run, boolean pruned) implements Serializable {
        Running at(RunState newRun) {
            return new Running(params, newRun, pruned);
        }
    }
}
