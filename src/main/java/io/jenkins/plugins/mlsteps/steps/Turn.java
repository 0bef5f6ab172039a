package io.jenkins.plugins.mlsteps.steps;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one {@link StepMachine#advance} did and what the host has to do now.
 *
 * @param state to save before anything else
 * @param result what the step returns; present when the step is done
 * @param start bodies of the author to run now
 * @param stop identifiers of running bodies to interrupt
 * @param pause to wait before the next call, unless a body ends earlier
 */
public record Turn<S extends Record, R>(
        S state, Optional<R> result, List<BodyRun> start, List<String> stop, Duration pause) {
    public static <S extends Record, R> Turn<S, R> done(S state, R result) {
        return new Turn<>(state, Optional.of(result), List.of(), List.of(), Duration.ZERO);
    }

    public static <S extends Record, R> Turn<S, R> again(S state, Duration pause) {
        return new Turn<>(state, Optional.empty(), List.of(), List.of(), pause);
    }

    public static <S extends Record, R> Turn<S, R> bodies(
            S state, List<BodyRun> start, List<String> stop, Duration pause) {
        return new Turn<>(state, Optional.empty(), start, stop, pause);
    }
}
