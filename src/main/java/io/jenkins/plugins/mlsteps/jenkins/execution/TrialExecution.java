package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.AbortException;
import hudson.model.Run;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs the body of a study once, for one trial, in the branch that took it, and tells the study how it ended. */
public final class TrialExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final String study;
    private final String trial;
    private final boolean ownNode;

    /** @param ownNode whether the body has a node for itself, which can be lost while the study goes on */
    public TrialExecution(StepContext context, String study, String trial, boolean ownNode) {
        super(context);
        this.study = study;
        this.trial = trial;
        this.ownNode = ownNode;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        TrialExchange exchange = TrialExchange.of(getContext().get(Run.class), study);
        exchange.requireStudy();
        exchange.withStudy(this::startBody, () -> getContext().onSuccess(null));
        return false;
    }

    private void startBody(MachineExecution execution) {
        try {
            execution.startBody(getContext(), execution.bodies().offered(trial), new End(study, trial, ownNode));
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    /** What went wrong in a trial is the study's to judge; only who stops the build stops the branch. */
    private static final class End extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final String study;
        private final String trial;
        private final boolean ownNode;

        End(String study, String trial, boolean ownNode) {
            this.study = study;
            this.trial = trial;
            this.ownNode = ownNode;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            tell(context, execution -> {
                execution.bodyEnded(trial, null);
                context.onSuccess(null);
            });
        }

        @Override
        public void onFailure(StepContext context, Throwable cause) {
            Optional<String> lost = ownNode ? Away.nodeLost(cause) : Optional.empty();
            Throwable failure = lost.<Throwable>map(why -> new AbortException("the trial lost its node: " + why))
                    .orElse(cause);
            tell(context, execution -> {
                boolean foreign = Away.isInterruption(failure) && !execution.bodies().wasStopped(trial);
                execution.bodyEnded(trial, failure);
                if (foreign) {
                    context.onFailure(failure);
                } else {
                    context.onSuccess(null);
                }
            });
        }

        /** A study that was stopped is over before the bodies that it stopped. */
        private void tell(StepContext context, Consumer<MachineExecution> news) {
            try {
                TrialExchange.of(context.get(Run.class), study).withStudy(news, () -> context.onSuccess(null));
            } catch (IOException | InterruptedException e) {
                context.onFailure(e);
            }
        }
    }
}
