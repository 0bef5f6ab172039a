package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.Deadline;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@code timeout}. */
@Word(value = "timeout", doc = "Stop steps that take too long.")
public record TimeoutStep(
        @Parameter(value = "How long they may take.", required = true, min = 0) long time,
        @Parameter(
                        value = "Unit of the time.",
                        defaultValue = "MINUTES",
                        allowed = {"NANOSECONDS", "MICROSECONDS", "MILLISECONDS", "SECONDS", "MINUTES", "HOURS", "DAYS"})
                String unit)
        implements BlockStep {
    public Duration limit() {
        return Duration.of(time, TimeUnit.valueOf(unit).toChronoUnit());
    }

    @Override
    public Object run(StepCall call) throws Exception {
        return Deadline.limit(call.frame(), limit(), call.body()::in);
    }
}
