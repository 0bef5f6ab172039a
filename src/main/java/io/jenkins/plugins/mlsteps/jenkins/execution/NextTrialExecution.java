package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.model.Run;
import io.jenkins.plugins.mlsteps.steps.BodyRun;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A branch waits for the next trial of a study; it gets the trial's identifier, or null when the study is over. */
public final class NextTrialExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final String study;
    private transient boolean answered;

    public NextTrialExecution(StepContext context, String study) {
        super(context);
        this.study = study;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        exchange().requireStudy();
        ask();
        return false;
    }

    private TrialExchange exchange() throws IOException, InterruptedException {
        return TrialExchange.of(getContext().get(Run.class), study);
    }

    private void ask() throws IOException, InterruptedException {
        exchange().await(getContext().get(FlowNode.class).getId(), this::answer);
    }

    @Override
    public void onResume() {
        try {
            ask();
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
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
