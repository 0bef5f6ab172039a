package io.jenkins.plugins.mlsteps.jenkins.execution;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Something that is called now and then on a shared thread, never twice at the same time. */
abstract class Wakeable {
    private static final Logger LOGGER = Logger.getLogger(Wakeable.class.getName());

    private final String place;
    private ScheduledFuture<?> next;
    private boolean queued;
    private boolean busy;
    private boolean again;
    private boolean over;

    /** @param place whose threads its calls take, see {@link StepThreads#place} */
    Wakeable(String place) {
        this.place = place;
    }

    /** Does what can be done now. Returns the pause until the next call; null when there is to be none. */
    abstract Duration awake();

    /** Ends what is called: it could not be called for a reason that {@link #awake} does not know, such as a missing class. */
    abstract void broken(Throwable why);

    /** Calls as soon as possible. */
    final synchronized void wake() {
        schedule(Duration.ZERO);
    }

    private void schedule(Duration pause) {
        if (over || queued || StepThreads.areStopping()) {
            return;
        }
        if (busy) {
            again = true;
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        next = StepThreads.after(pause, this::due);
    }

    private void due() {
        synchronized (this) {
            if (busy || queued || over) {
                return;
            }
            next = null;
            queued = true;
        }
        StepThreads.take(place, this::run);
    }

    private void run() {
        synchronized (this) {
            queued = false;
            busy = true;
        }
        Duration pause = null;
        try {
            pause = awake();
        } catch (Throwable e) {
            // Thrown on, it would end in a future that nobody reads, and the step would wait for ever.
            LOGGER.log(Level.SEVERE, "a step of a build ends", e);
            broken(e);
        }
        synchronized (this) {
            busy = false;
            over = pause == null;
            schedule(again && pause != null ? Duration.ZERO : pause);
            again = false;
        }
    }
}
