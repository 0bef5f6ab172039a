package io.jenkins.plugins.mlsteps.jenkins.execution;

import io.jenkins.plugins.mlsteps.steps.BodyRun;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A branch waits for the next trial of a study; it gets the trial's identifier, or null when the study is over. */
public final class NextTrialExecution extends BranchExecution {
    private static final long serialVersionUID = 1L;

    private transient boolean answered;

    public NextTrialExecution(StepContext context, String study) {
        super(context, study);
    }

    @Override
    void proceed() throws IOException, InterruptedException {
        exchange().await(getContext().get(FlowNode.class).getId(), this::answer);
    }

    private void answer(BodyRun trial) {
        if (!answered) {
            answered = true;
            getContext().onSuccess(trial == null ? null : trial.id());
        }
    }

    @Override
    public void stop(Throwable cause) {
        answered = true;
        getContext().onFailure(cause);
    }
}
