package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.AbortException;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs the body of a study once, for one trial, in the branch that took it, and tells the study how it ended. */
public final class TrialExecution extends BranchExecution {
    private static final long serialVersionUID = 1L;

    private final String trial;
    private final boolean ownNode;
    private boolean begun;
    private boolean ended;
    private Throwable failure;
    private transient boolean told;

    /** @param ownNode whether the body has a node for itself, which can be lost while the study goes on */
    public TrialExecution(StepContext context, String study, String trial, boolean ownNode) {
        super(context, study);
        this.trial = trial;
        this.ownNode = ownNode;
    }

    /** Jenkins saves the program between the end of a body and that of its step, and calls the end of the body no second time. */
    @Override
    void proceed() throws IOException, InterruptedException {
        if (ended) {
            tell();
        } else if (!begun) {
            exchange().withStudy(this::startBody, () -> getContext().onSuccess(null));
        }
    }

    private void startBody(MachineExecution execution) {
        if (ownNode) {
            execution.bodies().waits(trial);
        }
        try {
            execution.startBody(getContext(), execution.bodies().offered(trial), new End(this));
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    private void ended(Throwable cause) {
        Optional<String> lost = ownNode ? Away.nodeLost(cause) : Optional.empty();
        failure = lost.<Throwable>map(why -> new AbortException("the trial lost its node: " + why)).orElse(cause);
        ended = true;
        tell();
    }

    /** A study that was stopped is over before the bodies that it stopped. */
    private synchronized void tell() {
        if (told) {
            return;
        }
        told = true;
        try {
            exchange().withStudy(this::tell, () -> getContext().onSuccess(null));
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    /** What went wrong in a trial is the study's to judge; only who stops the build stops the branch. */
    private void tell(MachineExecution execution) {
        boolean foreign = execution.isForeign(trial, failure) && !Away.isOwnTimeout(failure);
        execution.bodyEnded(trial, failure, foreign);
        if (foreign) {
            getContext().onFailure(failure);
        } else {
            getContext().onSuccess(null);
        }
    }

    /** Saved with the program, as the step whose body it ends. */
    private static final class End extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final TrialExecution execution;

        End(TrialExecution execution) {
            this.execution = execution;
        }

        @Override
        public void onStart(StepContext context) {
            execution.begun = true;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.ended(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable cause) {
            execution.ended(cause);
        }
    }
}
