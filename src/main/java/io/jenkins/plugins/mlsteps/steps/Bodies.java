package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** What a step may ask its host about the bodies it wanted to run. */
public interface Bodies {
    /** How a body ended; empty while it runs, or when a restarted host knows nothing of it and has to be asked to start it again. */
    Optional<Outcome> outcome(String id);

    /** Whether the host runs, or ran, this body. */
    boolean isKnown(String id);

    /** Whether a known body waits for the place that it is to run on, such as a node. */
    default boolean isWaiting(String id) {
        return false;
    }

    /** Since when a known body has its place; empty while it waits for it, and where bodies run at once. */
    default Optional<Instant> placed(String id) {
        return Optional.empty();
    }

    /**
     * What a known body printed, from a cursor on.
     *
     * @param cursor 0 or what the last chunk named as next
     */
    OutputChunk output(String id, long cursor) throws IOException, InterruptedException;

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
