package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.time.Duration;

/**
 * What {@code options} asks for, as far as it changes anything here.
 *
 * @param timeout null for none
 * @param timeoutEachTime whether the limit is one of each attempt, because {@code retry} stands before {@code timeout}, not of all
 * @param retry how often the work runs at most, 1 for once
 */
public record Options(
        Duration timeout,
        boolean timeoutEachTime,
        int retry,
        boolean timestamps,
        boolean parallelsAlwaysFailFast,
        boolean skipStagesAfterUnstable) {
    static final Options NONE = new Options(null, false, 1, false, false, false);
}
