package io.jenkins.plugins.mlsteps.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A kind of place where endpoints run. Keeps nothing in memory: each call finds out anew how things are. */
public interface Target {
    /** As in {@code target: { type: … }}. */
    String kind();

    /** How a revision takes over, in one or two words for the record. */
    String strategy();

    /** How long to wait between two calls of {@link #advance}. */
    default Duration betweenLooks() {
        return Duration.ofMillis(200);
    }

    /**
     * Asked before anybody is asked to approve.
     *
     * @throws IOException saying what is missing here without which nothing can be deployed
     */
    default void requireMeans() throws IOException, InterruptedException {}

    /** What an endpoint serves now; empty before its first release. */
    Optional<CurrentRevision> current(String environment, String endpoint) throws IOException, InterruptedException;

    /**
     * Does what can be done now to let the release serve, without waiting, and says how far it is. Safe to call again at any
     * time, also after a restart: nothing is created twice.
     */
    Rollout advance(Release release) throws IOException, InterruptedException;

    /**
     * Removes what the release started and lets the revision before serve again. Returns in words what serves now.
     */
    String rollBack(Release release) throws IOException, InterruptedException;
}
