package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.List;
import java.util.Map;

/** {@code withEnv}. */
@Word(value = "withEnv", doc = "Run steps with environment variables.")
public record WithEnvStep(
        @Parameter(value = "Assignments: NAME=value, NAME= to unset, PATH+ANY=directory to put in front.", required = true)
                List<String> overrides)
        implements BlockStep {
    @Override
    public Object run(StepCall call) throws Exception {
        Map<String, String> overlay = call.session().variables().overlay(call.frame(), overrides);
        return call.body().in(call.frame().with(overlay));
    }
}
