package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Word;

/** {@code timestamps}. */
@Word(value = "timestamps", doc = "Show the time before each line of the log.")
public record TimestampsStep() implements BlockStep {
    @Override
    public Object run(StepCall call) throws Exception {
        return call.body().in(call.frame().logging(call.log().withTimestamps()));
    }
}
