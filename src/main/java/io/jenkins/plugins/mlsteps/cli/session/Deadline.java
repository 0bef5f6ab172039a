package io.jenkins.plugins.mlsteps.cli.session;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Interrupts work in the calling thread once its time is up. */
public final class Deadline {
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private final Thread worker = Thread.currentThread();
    private boolean over;
    private boolean passed;

    private Deadline() {}

    /**
     * @throws Aborted when the time was up before the work ended
     */
    public static <T> T limit(Duration limit, Callable<T> work) throws Exception {
        Deadline deadline = new Deadline();
        ScheduledFuture<?> alarm = CLOCK.schedule(deadline::pass, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            T value = work.call();
            if (deadline.end()) {
                throw expired(limit);
            }
            return value;
        } catch (Exception e) {
            if (deadline.end()) {
                throw expired(limit);
            }
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    private static Aborted expired(Duration limit) {
        return new Aborted("timeout: not done within " + Durations.text(limit));
    }

    private synchronized void pass() {
        if (!over) {
            passed = true;
            worker.interrupt();
        }
    }

    /** Whether the time was up; no interrupt of ours comes or stays after it. */
    private synchronized boolean end() {
        over = true;
        return passed && (Thread.interrupted() || true);
    }
}
