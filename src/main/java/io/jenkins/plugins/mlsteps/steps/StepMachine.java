package io.jenkins.plugins.mlsteps.steps;

import java.io.IOException;
import java.util.Optional;

/**
 * A step as a resumable state machine. A host calls {@link #advance} with the last state it saved, saves the state of the
 * turn it gets <em>before</em> calling again, and waits as the turn says. Whatever the host's process does between two calls,
 * a later call with the saved state goes on.
 *
 * @param <S> the state: a record that serializes to JSON
 * @param <R> what the step returns to the author
 */
public interface StepMachine<S extends Record, R> {
    Class<S> stateType();

    /** The state before anything happened. */
    S initial();

    /** Does what can be done now without waiting. */
    Turn<S, R> advance(S state) throws IOException, InterruptedException;

    /** Stops what runs outside; the step does not go on after it. */
    void abort(S state, String why) throws IOException, InterruptedException;

    /** From where somebody who wants it can go on after {@link #abort}; empty when only from the beginning. */
    default Optional<S> afterAbort(S aborted) {
        return Optional.empty();
    }
}
