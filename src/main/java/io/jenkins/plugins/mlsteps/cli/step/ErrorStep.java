package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;

/** {@code error}. */
@Word(value = "error", doc = "Fail the stage with a message.")
public record ErrorStep(@Parameter(value = "Why.") String message) implements Step {
    @Override
    public Object run(StepCall call) {
        throw new StepError(message == null ? "" : message);
    }
}
