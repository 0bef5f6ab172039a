package io.jenkins.plugins.mlsteps.cli.session;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Interrupts work in the calling thread once its time is up, and lets no step of it start from then on. */
public final class Deadline {
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /** What limited work does, in a frame that knows the limit. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Frame frame) throws Exception;
    }

    private final Thread worker = Thread.currentThread();
    private final Deadline around;
    private final Duration limit;
    private boolean over;
    private boolean passed;

    private Deadline(Deadline around, Duration limit) {
        this.around = around;
        this.limit = limit;
    }

    /**
     * @throws TimedOut when the time was up before the work ended
     */
    public static <T> T limit(Frame frame, Duration limit, Work<T> work) throws Exception {
        Deadline deadline = new Deadline(frame.deadline(), limit);
        ScheduledFuture<?> alarm = CLOCK.schedule(deadline::pass, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            T value = work.in(frame.within(deadline));
            if (deadline.end()) {
                throw new TimedOut(limit);
            }
            return value;
        } catch (Exception e) {
            if (deadline.end()) {
                throw new TimedOut(limit);
            }
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    /**
     * @throws TimedOut when the time is up, or that of a limit around it
     */
    void check() {
        if (hasPassed()) {
            throw new TimedOut(limit);
        }
        if (around != null) {
            around.check();
        }
    }

    private synchronized boolean hasPassed() {
        return passed;
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
