package io.jenkins.plugins.mlsteps.jenkins.execution;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** Something that is called now and then on a shared thread, never twice at the same time. */
abstract class Wakeable {
    private ScheduledFuture<?> next;
    private boolean busy;
    private boolean again;
    private boolean over;

    /** Does what can be done now. Returns the pause until the next call; null when there is to be none. */
    abstract Duration awake();

    /** Calls as soon as possible. */
    final synchronized void wake() {
        schedule(Duration.ZERO);
    }

    private void schedule(Duration pause) {
        if (over || StepThreads.areStopping()) {
            return;
        }
        if (busy) {
            again = true;
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        next = StepThreads.schedule(this::run, pause);
    }

    private void run() {
        synchronized (this) {
            if (busy || over) {
                return;
            }
            busy = true;
            next = null;
        }
        Duration pause = awake();
        synchronized (this) {
            busy = false;
            over = pause == null;
            schedule(again && pause != null ? Duration.ZERO : pause);
            again = false;
        }
    }
}
