package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;

/** {@code waitUntil}: as often as Jenkins does, less and less. */
@Word(value = "waitUntil", doc = "Run steps again until they return true.")
public record WaitUntilStep(
        @Parameter(value = "Milliseconds before the second time, 250 to 15,000.", defaultValue = "250") long initialRecurrencePeriod,
        @Parameter(value = "Whether the log says nothing of it.", defaultValue = "false") boolean quiet)
        implements BlockStep {
    private static final long SHORTEST = 250;
    private static final long LONGEST = 15_000;
    private static final double FACTOR = 1.2;

    @Override
    public Object run(StepCall call) throws Exception {
        long pause = Math.max(SHORTEST, Math.min(initialRecurrencePeriod, LONGEST));
        while (!holds(call.body().in(call.frame()))) {
            if (!quiet) {
                call.log().line("Will try again after " + pause / 1000.0 + " s");
            }
            Thread.sleep(pause);
            pause = Math.min((long) (pause * FACTOR), LONGEST);
        }
        return null;
    }

    private static boolean holds(Object value) {
        if (value instanceof Boolean holds) {
            return holds;
        }
        throw new StepError("waitUntil: body return value " + value + " is not boolean");
    }
}
