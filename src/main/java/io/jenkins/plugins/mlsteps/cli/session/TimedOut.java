package io.jenkins.plugins.mlsteps.cli.session;

import java.time.Duration;

/** Work was stopped because its time was up. */
public final class TimedOut extends Aborted {
    private static final long serialVersionUID = 1L;

    TimedOut(Duration limit) {
        super("timeout: not done within " + Durations.text(limit));
    }
}
