package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.StageStatus;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.Map;

/** {@code stage} in a script. */
@Word(value = "stage", doc = "Give steps a name.")
public record StageStep(@Parameter(value = "What they do.", required = true) String name) implements BlockStep {
    @Override
    public Object run(StepCall call) throws Exception {
        StageStatus status = call.frame().stage().block(name);
        call.session().console().heading("▶ " + status.title());
        return call.body().in(call.frame().in(status).with(Map.of("STAGE_NAME", name)));
    }
}
