package io.jenkins.plugins.mlsteps.steps;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Dataset;

/**
 * How far a {@code trainModel} is.
 *
 * @param begun whether what an earlier training of this name left is gone
 * @param step tells this step from the others of its build; null when it began with a version that did not
 * @param dataset as it was before the run; null when there is none, or the run makes it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainState(boolean begun, String step, Dataset dataset, RunState run) {
    TrainState with(RunState run) {
        return new TrainState(begun, step, dataset, run);
    }
}
