package io.jenkins.plugins.mlsteps.cli.session;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A limit of time for the work of the calling thread. As in Jenkins, what runs when the time is up is stopped, once: work that goes
 * on regardless may do so for a minute; no step of it starts from then on.
 */
public final class Deadline {
    /** How long work may go on; tests have less time. */
    static volatile Duration grace = Duration.ofMinutes(1);

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
    private final Set<Thread> told = new HashSet<>();
    private boolean over;
    private boolean passed;
    private boolean graceOver;

    private Deadline(Deadline around, Duration limit) {
        this.around = around;
        this.limit = limit;
    }

    /**
     * @throws TimedOut when the time was up and the work did not go on after it
     */
    public static <T> T limit(Frame frame, Duration limit, Work<T> work) throws Exception {
        Deadline deadline = new Deadline(frame.deadline(), limit);
        List<Future<?>> alarms = List.of(
                CLOCK.schedule(() -> deadline.pass(false), limit.toMillis(), TimeUnit.MILLISECONDS),
                CLOCK.schedule(() -> deadline.pass(true), limit.plus(grace).toMillis(), TimeUnit.MILLISECONDS));
        try {
            return work.in(frame.within(deadline));
        } catch (Exception e) {
            Exception ended = deadline.ended(e);
            if (ended instanceof TimedOut timedOut) {
                timedOut.leave(deadline);
            }
            throw ended;
        } finally {
            alarms.forEach(alarm -> alarm.cancel(false));
            deadline.end();
        }
    }

    /**
     * @throws TimedOut when the time is up, or that of a limit around it, and the calling thread was not told yet
     */
    void check() {
        if (tell()) {
            throw new TimedOut(this, limit);
        }
        if (around != null) {
            around.check();
        }
    }

    /** Whether the time is up, or that of a limit around it. */
    boolean isUp() {
        return hasPassed() || around != null && around.isUp();
    }

    /** What ended work in the calling thread: the end of its time, when it was interrupted or had not noticed yet. */
    Exception ended(Exception e) {
        if (e instanceof TimedOut) {
            return e;
        }
        boolean untold = tell();
        if (untold || e instanceof InterruptedException && hasPassed()) {
            return new TimedOut(this, limit);
        }
        return around == null ? e : around.ended(e);
    }

    private synchronized boolean hasPassed() {
        return passed;
    }

    private synchronized boolean tell() {
        boolean news = passed && (told.add(Thread.currentThread()) || graceOver);
        if (news) {
            Thread.interrupted();
        }
        return news;
    }

    private synchronized void pass(boolean afterGrace) {
        if (!over) {
            passed = true;
            graceOver = afterGrace;
            worker.interrupt();
        }
    }

    /** No interrupt of ours comes or stays after it. */
    private synchronized void end() {
        over = true;
        if (passed) {
            Thread.interrupted();
        }
    }
}
