package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Word;

/** {@code script}. */
@Word(value = "script", doc = "Run any Groovy.")
public record ScriptStep() implements BlockStep {
    @Override
    public Object run(StepCall call) throws Exception {
        return call.body().in(call.frame());
    }
}
