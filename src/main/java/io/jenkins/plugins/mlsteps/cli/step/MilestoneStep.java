package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;

/** {@code milestone}, which ends older builds of a job in Jenkins: here is one run. */
@Word(value = "milestone", doc = "Nothing: no older build could be overtaken here.")
public record MilestoneStep(
        @Parameter("Accepted: the position.") Integer ordinal,
        @Parameter("Accepted: the name.") String label,
        @Parameter(value = "Accepted.", defaultValue = "false") boolean unsafe)
        implements Step {
    @Override
    public Object run(StepCall call) {
        return null;
    }
}
