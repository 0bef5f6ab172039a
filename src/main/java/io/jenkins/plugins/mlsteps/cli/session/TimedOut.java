package io.jenkins.plugins.mlsteps.cli.session;

import java.time.Duration;

/** Work was stopped because its time was up. */
public final class TimedOut extends Aborted {
    private static final long serialVersionUID = 1L;

    private final transient Deadline deadline;
    private boolean inside = true;

    TimedOut(Deadline deadline, Duration limit) {
        super("timeout: not done within " + Durations.text(limit));
        this.deadline = deadline;
    }

    /** Called where the work of a limit ends. */
    void leave(Deadline left) {
        inside = inside && left != deadline;
    }

    /** Whether the work of the limit is still being left: it is stopped; what is around it has failed like any other. */
    public boolean isInside() {
        return inside;
    }
}
