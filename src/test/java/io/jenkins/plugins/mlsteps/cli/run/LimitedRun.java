package io.jenkins.plugins.mlsteps.cli.run;

import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A run with a limit of time that is short where the machine is quick. A busy one takes seconds to start a shell: what a test wants to
 * see before the limit is over may need a longer one there.
 *
 * @param directory of its own
 * @param seconds its limit
 */
record LimitedRun(Path directory, int seconds, Runner.Outcome outcome) {
    private static final int LONGEST = 100;

    /**
     * Runs stages with a limit of 1, 10 and 100 seconds, until one run came so far.
     *
     * @param stages with {@code %1$d} for the seconds
     * @return the last run, which may not have come so far either
     */
    static LimitedRun ofStages(Path root, String stages, Predicate<LimitedRun> cameSoFar) throws Exception {
        for (int seconds = 1; ; seconds *= 10) {
            Path directory = root.resolve("limited-to-" + seconds + "-s");
            LimitedRun run = new LimitedRun(directory, seconds, new Runner(directory).stages(stages.formatted(seconds)));
            if (seconds == LONGEST || cameSoFar.test(run)) {
                return run;
            }
        }
    }

    /** The limit as it is told. */
    String limit() {
        return seconds < 10 ? seconds + ".0 s" : seconds + " s";
    }

    /** As {@link #ofStages}, with one stage of these steps. */
    static LimitedRun ofSteps(Path root, String steps, Predicate<LimitedRun> cameSoFar) throws Exception {
        return ofStages(root, "stage('only') { steps {\n" + steps + "\n} }", cameSoFar);
    }
}
