package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work for one Job that takes a while: one piece at a time, and again after a growing pause when it failed. All Jobs share a few
 * threads, so a piece that has to wait for another waits until it is asked for again.
 */
final class Errands {
    /** A piece of work. */
    @FunctionalInterface
    interface Errand {
        void run() throws IOException, InterruptedException;
    }

    private static final int THREADS = 8;
    private static final int MOST_TRIES = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int DOUBLINGS = 6;

    private static final ExecutorService POOL = Executors.newFixedThreadPool(THREADS, threads());

    private final Map<String, Progress> known = new HashMap<>();

    private static final class Progress {
        private Future<?> future;
        private int tries;
        private long endedAt = System.nanoTime();
        private Exception failure;
        private boolean done;
    }

    /** Starts it, unless it or another runs, it is done, or it is hopeless. */
    synchronized void run(String name, Errand errand) {
        Progress progress = known.computeIfAbsent(name, key -> new Progress());
        if (!progress.done && !isHopeless(name) && (progress.failure == null || hasRested(progress, pause(progress)))) {
            start(progress, errand);
        }
    }

    /**
     * Starts it over and over, unless it or another runs.
     *
     * @param interval from the first call, and from the end of each time, to the next; it is shorter after a failure
     */
    synchronized void repeat(String name, Duration interval, Errand errand) {
        Progress progress = known.computeIfAbsent(name, key -> new Progress());
        Duration pause = progress.failure == null ? interval : pause(progress);
        if (hasRested(progress, pause.compareTo(interval) < 0 ? pause : interval)) {
            start(progress, errand);
        }
    }

    private void start(Progress progress, Errand errand) {
        // Two at once for the same Job would unpack into each other's files.
        if (known.values().stream().allMatch(other -> other.future == null)) {
            progress.tries++;
            progress.future = POOL.submit(() -> attempt(progress, errand));
        }
    }

    synchronized boolean isDone(String name) {
        return known.containsKey(name) && known.get(name).done;
    }

    /** Why it has not been done yet. */
    synchronized Optional<String> problem(String name) {
        return problemOf(name).map(Exception::getMessage);
    }

    private Optional<Exception> problemOf(String name) {
        return Optional.ofNullable(known.get(name)).map(progress -> progress.failure);
    }

    /** Whether trying again would give the same. */
    synchronized boolean isHopeless(String name) {
        Progress progress = known.get(name);
        return progress != null && progress.failure != null && (progress.tries >= MOST_TRIES || isRefused(name));
    }

    /** Whether the server refuses it for good. */
    synchronized boolean isRefused(String name) {
        return problemOf(name).filter(ApiFailure::isFinal).isPresent();
    }

    synchronized void stop() {
        known.values().stream()
                .filter(progress -> progress.future != null)
                .forEach(progress -> progress.future.cancel(true));
    }

    private void attempt(Progress progress, Errand errand) {
        Exception failure = null;
        try {
            errand.run();
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure = e;
        }
        synchronized (this) {
            progress.future = null;
            progress.failure = failure;
            progress.done = failure == null;
            progress.tries = progress.done ? 0 : progress.tries;
            progress.endedAt = System.nanoTime();
        }
    }

    private static Duration pause(Progress failed) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(DOUBLINGS, failed.tries - 1));
    }

    private static boolean hasRested(Progress progress, Duration pause) {
        return System.nanoTime() - progress.endedAt >= pause.toNanos();
    }

    private static ThreadFactory threads() {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "mlsteps files of pods " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
