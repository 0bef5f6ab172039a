package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;

/** {@code warnError}. */
@Word(value = "warnError", doc = "Go on after an error; the stage and the build become unstable.")
public record WarnErrorStep(
        @Parameter(value = "Written to the log when an error is caught.", required = true) String message,
        @Parameter(value = "Whether a timeout or a failed sibling is caught too.", defaultValue = "true")
                boolean catchInterruptions)
        implements BlockStep {
    @Override
    public Object run(StepCall call) throws Exception {
        return new CatchErrorStep(message, "UNSTABLE", "UNSTABLE", catchInterruptions).run(call);
    }
}
