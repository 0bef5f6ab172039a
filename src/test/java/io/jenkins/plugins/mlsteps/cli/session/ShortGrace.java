package io.jenkins.plugins.mlsteps.cli.session;

import java.time.Duration;

/** Lets work go on for a second after its time instead of a minute. */
public final class ShortGrace implements AutoCloseable {
    private final Duration before = Deadline.grace;

    public ShortGrace() {
        Deadline.grace = Duration.ofSeconds(1);
    }

    @Override
    public void close() {
        Deadline.grace = before;
    }
}
