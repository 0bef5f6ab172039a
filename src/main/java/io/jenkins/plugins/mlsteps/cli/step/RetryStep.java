package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;

/** {@code retry}. */
@Word(value = "retry", doc = "Run steps again when they fail; a limit of time inside may pass each time, what was stopped from outside is not tried again.")
public record RetryStep(
        @Parameter(value = "How often they run at most.", required = true, min = 1) int count) implements BlockStep {
    @Override
    public Object run(StepCall call) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.body().in(call.frame());
            } catch (Exception e) {
                if (attempt >= count || Failures.isStop(e)) {
                    throw e;
                }
                call.session().cancellation().check(call.frame());
                call.log().line("ERROR: " + Failures.message(e));
                call.log().line("Retrying (" + (attempt + 1) + " of " + count + ")");
            }
        }
    }
}
