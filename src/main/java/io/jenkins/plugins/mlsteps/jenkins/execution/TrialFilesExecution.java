package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.FilePath;
import hudson.model.TaskListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Takes the files of a trial to the node around this step, or back; a controller that was killed on the way begins again. */
public final class TrialFilesExecution extends BranchExecution {
    private static final long serialVersionUID = 1L;
    private static final Duration UNTIL_AN_AGENT_IS_BACK = Duration.ofSeconds(5);

    private final String trial;
    private final Long begun;
    private final boolean failed;
    private transient volatile boolean over;

    /**
     * @param begun when the body began, by the node's clock; null to take the files there
     * @param failed the body did not end well: that its files cannot be brought is told, and nothing more
     */
    public TrialFilesExecution(StepContext context, String study, String trial, Long begun, boolean failed) {
        super(context, study);
        this.trial = trial;
        this.begun = begun;
        this.failed = failed;
    }

    @Override
    void proceed() throws IOException, InterruptedException {
        String place = StepThreads.place(getContext());
        exchange().withStudy(execution -> new Transfer(execution, place).wake(), () -> getContext().onSuccess(null));
    }

    @Override
    public void stop(Throwable cause) {
        over = true;
        getContext().onFailure(cause);
    }

    private final class Transfer extends Wakeable {
        private final MachineExecution execution;

        Transfer(MachineExecution execution, String place) {
            super(place);
            this.execution = execution;
        }

        @Override
        Duration awake() {
            if (over) {
                return null;
            }
            try {
                getContext().onSuccess(move());
            } catch (IOException | InterruptedException | RuntimeException e) {
                return StepThreads.areStopping() || over ? null : afterFailure(e);
            }
            return null;
        }

        @Override
        void broken(Throwable why) {
            getContext().onFailure(why);
        }

        private Map<String, Object> move() throws IOException, InterruptedException {
            TrialFiles files = new TrialFiles(
                    execution.bodies().offered(trial).files(),
                    execution.getContext().get(FilePath.class),
                    getContext().get(FilePath.class));
            if (begun == null) {
                Map<String, Object> there = files.send();
                execution.bodies().placed(trial, Instant.now());
                return there;
            }
            files.bring(begun);
            return null;
        }

        private Duration afterFailure(Exception failure) {
            if (failed) {
                tell("the files of " + trial + " are lost: " + failure.getMessage());
                getContext().onSuccess(null);
                return null;
            }
            if (Away.wasAgentAway(failure)) {
                return UNTIL_AN_AGENT_IS_BACK;
            }
            getContext().onFailure(failure);
            return null;
        }

        private void tell(String line) {
            try {
                getContext().get(TaskListener.class).getLogger().println(line);
            } catch (IOException | InterruptedException e) {
                getContext().onFailure(e);
            }
        }
    }
}
