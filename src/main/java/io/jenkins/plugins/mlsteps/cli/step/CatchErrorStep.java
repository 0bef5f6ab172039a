package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;

/** {@code catchError}; what a time limit stopped is aborted whatever the author chose, as in Jenkins. */
@Word(value = "catchError", doc = "Go on after an error, with a result of one's choice.")
public record CatchErrorStep(
        @Parameter("Written to the log when an error is caught.") String message,
        @Parameter(
                        value = "What an error makes of the build.",
                        defaultValue = "FAILURE",
                        allowed = {"SUCCESS", "UNSTABLE", "FAILURE", "NOT_BUILT", "ABORTED"})
                String buildResult,
        @Parameter(
                        value = "What an error makes of the stage.",
                        defaultValue = "SUCCESS",
                        allowed = {"SUCCESS", "UNSTABLE", "FAILURE", "NOT_BUILT", "ABORTED"})
                String stageResult,
        @Parameter(value = "Whether a timeout or a failed sibling is caught too.", defaultValue = "true")
                boolean catchInterruptions)
        implements BlockStep {
    @Override
    public Object run(StepCall call) throws Exception {
        try {
            call.body().in(call.frame());
        } catch (StepError | InterruptedException e) {
            boolean stop = Failures.isStop(e);
            if (e instanceof InterruptedException
                    || stop && (!catchInterruptions || call.session().cancellation().isRequested())) {
                throw e;
            }
            caught(call, e);
        } catch (Exception e) {
            caught(call, e);
        }
        return null;
    }

    private void caught(StepCall call, Exception e) {
        if (message != null) {
            call.log().line(message);
        }
        call.log().line("ERROR: " + Failures.message(e));
        if (Failures.result(e) == Result.ABORTED) {
            call.session().worsen(call.frame(), Result.ABORTED, Result.ABORTED);
        } else {
            call.session().worsen(call.frame(), Result.valueOf(buildResult), Result.valueOf(stageResult));
        }
    }
}
