package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.model.Run;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step by which a branch of the Pipeline works for a study that runs in another one. */
abstract class BranchExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final String study;

    BranchExecution(StepContext context, String study) {
        super(context);
        this.study = study;
    }

    @Override
    public final boolean start() throws IOException, InterruptedException {
        exchange().requireStudy();
        proceed();
        return false;
    }

    @Override
    public final void onResume() {
        try {
            proceed();
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    /** Begins, or after a restart goes on from what was saved. */
    abstract void proceed() throws IOException, InterruptedException;

    final TrialExchange exchange() throws IOException, InterruptedException {
        return TrialExchange.of(getContext().get(Run.class), study);
    }
}
