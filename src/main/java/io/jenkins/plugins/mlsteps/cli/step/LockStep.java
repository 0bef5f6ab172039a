package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.Map;

/** {@code lock}, which keeps builds of a Jenkins apart: here is one run. */
@Word(value = "lock", doc = "Run steps; no other build waits for the resource here.")
public record LockStep(
        @Parameter("The resource.") String resource,
        @Parameter("Label of the resources, when none is named.") String label,
        @Parameter(value = "Accepted: how many of the label.", defaultValue = "0") int quantity,
        @Parameter("Environment variable with the name of the resource; with a label, the label.") String variable,
        @Parameter(value = "Accepted: who comes next.", defaultValue = "false") boolean inversePrecedence,
        @Parameter(value = "Accepted: nothing is locked by others here.", defaultValue = "false") boolean skipIfLocked,
        @Parameter(value = "Accepted: who comes next.", defaultValue = "0") int priority)
        implements BlockStep {
    public LockStep {
        if (resource == null && label == null) {
            throw new SpecException("give 'resource' or 'label'");
        }
    }

    @Override
    public Object run(StepCall call) throws Exception {
        String locked = resource == null ? label : resource;
        call.log().line("lock: '" + locked + "' keeps builds apart in Jenkins only");
        Map<String, String> variables = variable == null ? Map.of() : Map.of(variable, locked);
        return call.body().in(call.frame().with(variables));
    }
}
