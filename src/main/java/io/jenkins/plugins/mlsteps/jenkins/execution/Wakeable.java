package io.jenkins.plugins.mlsteps.jenkins.execution;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** Something that is called now and then on a shared thread, never twice at the same time. */
abstract class Wakeable {
    private ScheduledFuture<?> next;
    private Thread busy;
    private boolean again;
    private boolean over;

    /** Does what can be done now. Returns the pause until the next call; null when there is to be none. */
    abstract Duration awake();

    /** Calls as soon as possible. */
    final synchronized void wake() {
        schedule(Duration.ZERO);
    }

    /** Interrupts a call that is under way. */
    final synchronized void interrupt() {
        if (busy != null) {
            busy.interrupt();
        }
    }

    private void schedule(Duration pause) {
        if (over || StepThreads.areStopping()) {
            return;
        }
        if (busy != null) {
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
            if (busy != null || over) {
                return;
            }
            busy = Thread.currentThread();
            next = null;
        }
        Duration pause = awake();
        synchronized (this) {
            busy = null;
            Thread.interrupted(); // meant for the call that has just ended
            over = pause == null;
            schedule(again && pause != null ? Duration.ZERO : pause);
            again = false;
        }
    }
}
