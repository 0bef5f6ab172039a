package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;

/** {@code unstable}. */
@Word(value = "unstable", doc = "Make the stage and the build unstable and go on.")
public record UnstableStep(@Parameter(value = "Why.", required = true) String message) implements Step {
    @Override
    public Object run(StepCall call) {
        call.log().line("WARNING: " + message);
        call.session().worsen(call.frame(), Result.UNSTABLE, Result.UNSTABLE);
        return null;
    }
}
