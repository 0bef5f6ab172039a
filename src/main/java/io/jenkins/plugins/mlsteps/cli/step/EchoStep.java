package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;

/** {@code echo}. */
@Word(value = "echo", doc = "Write a line to the log.")
public record EchoStep(@Parameter(value = "The text.") String message) implements Step {
    @Override
    public Object run(StepCall call) {
        call.log().line(String.valueOf(message));
        return null;
    }
}
