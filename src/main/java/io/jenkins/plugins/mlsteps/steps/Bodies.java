package io.jenkins.plugins.mlsteps.steps;

import java.util.Optional;

/** What a step may ask its host about the bodies it wanted to run. */
public interface Bodies {
    /** How a body ended; empty while it runs, or when a restarted host knows nothing of it and has to be asked to start it again. */
    Optional<Outcome> outcome(String id);

    /** Whether the host runs, or ran, this body. */
    boolean isKnown(String id);

    /**
     * The end of a body.
     *
     * @param error the failure's message; null when it succeeded
     * @param interrupted whether it was stopped
     */
    record Outcome(String error, boolean interrupted) {
        public boolean succeeded() {
            return error == null && !interrupted;
        }
    }
}
