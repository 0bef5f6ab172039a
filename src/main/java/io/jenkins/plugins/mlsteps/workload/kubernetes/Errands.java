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
 * Work for one Job that takes a while: each piece runs once, one after the other, and again after a growing pause when it failed.
 * All Jobs share a few threads.
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
    private final Object turn = new Object();

    private static final class Progress {
        private Future<?> future;
        private int tries;
        private long failedAt;
        private Exception failure;
        private boolean done;
    }

    /** Starts it, unless it runs, is done, or is hopeless. */
    synchronized void run(String name, Errand errand) {
        Progress progress = known.computeIfAbsent(name, key -> new Progress());
        if (progress.future != null || progress.done || isHopeless(name) || rests(progress)) {
            return;
        }
        progress.tries++;
        progress.future = POOL.submit(() -> attempt(progress, errand));
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
            // Two at once for the same Job would unpack into each other's files.
            synchronized (turn) {
                errand.run();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure = e;
        }
        synchronized (this) {
            progress.future = null;
            progress.failure = failure;
            progress.done = failure == null;
            progress.failedAt = System.nanoTime();
        }
    }

    private static boolean rests(Progress progress) {
        if (progress.failure == null) {
            return false;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(DOUBLINGS, progress.tries - 1));
        return System.nanoTime() - progress.failedAt < pause.toNanos();
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
