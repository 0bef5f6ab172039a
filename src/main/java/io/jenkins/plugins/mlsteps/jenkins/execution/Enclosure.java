package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.LauncherDecorator;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.Training;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Blocks such as {@code container(…)} that have the processes of their steps run elsewhere. The processes of our steps are started by
 * the agent itself and do not go through them: in such a block they would run in the wrong place.
 */
final class Enclosure {
    private Enclosure() {}

    /** @throws SpecException when the step is in such a block and starts a process of its own on the agent */
    static void requireNoneAround(Record spec, Administration administration, StepContext context)
            throws IOException, InterruptedException {
        if (spec instanceof TrainSpec train) {
            requireNone("trainModel", train.training(), administration, context);
        } else if (spec instanceof TuneSpec tune) {
            requireNone("tuneHyperparams", tune.training(), administration, context);
        }
    }

    private static void requireNone(
            String word, Training training, Administration administration, StepContext context)
            throws IOException, InterruptedException {
        boolean startsProcesses = training.form() != Training.Form.BODY && !isElsewhere(training, administration);
        if (!startsProcesses || context.get(LauncherDecorator.class) == null) {
            return;
        }
        throw new SpecException(
                training.form() == Training.Form.COMMAND
                        ? word + ": a 'command' runs on the agent itself, not in the container of the block around it: use a body"
                                + " there, " + word + "(…) { sh '…' }"
                        : word + ": the built-in trainer runs on the agent itself, not in the container of the block around it: call"
                                + " it outside of that block");
    }

    private static boolean isElsewhere(Training training, Administration administration) {
        String compute = training.resources().compute();
        ComputeProfile profile = compute == null ? null : administration.compute().get(compute);
        return profile != null && profile.type() == ComputeProfile.Type.kubernetes;
    }
}
