package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.concurrent.TimeUnit;

/** {@code sleep}. */
@Word(value = "sleep", doc = "Wait.")
public record SleepStep(
        @Parameter(value = "How long.", required = true, min = 0) long time,
        @Parameter(
                        value = "Unit of the time.",
                        defaultValue = "SECONDS",
                        allowed = {"NANOSECONDS", "MICROSECONDS", "MILLISECONDS", "SECONDS", "MINUTES", "HOURS", "DAYS"})
                String unit)
        implements Step {
    @Override
    public Object run(StepCall call) throws InterruptedException {
        TimeUnit.valueOf(unit).sleep(time);
        return null;
    }
}
