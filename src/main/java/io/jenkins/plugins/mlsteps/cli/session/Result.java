package io.jenkins.plugins.mlsteps.cli.session;

import java.util.stream.Stream;

/** How a stage or a run ended, best first, as Jenkins orders them. */
public enum Result {
    SUCCESS,
    UNSTABLE,
    FAILURE,
    NOT_BUILT,
    ABORTED;

    /** The one of that name in any case; {@code FAILURE} for every other word, as in Jenkins. */
    static Result of(String name) {
        return Stream.of(values()).filter(result -> result.name().equalsIgnoreCase(name)).findFirst().orElse(FAILURE);
    }

    public Result worst(Result other) {
        return isWorseThan(other) ? this : other;
    }

    public boolean isWorseThan(Result other) {
        return compareTo(other) > 0;
    }
}
