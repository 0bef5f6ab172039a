package io.jenkins.plugins.mlsteps.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition instead of sleeping for a time. It is looked at again and again: servers do not say when it holds. */
public final class Deadline {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Deadline() {}

    /**
     * Returns when the condition holds; an exception counts as "not yet".
     *
     * @param state described in the message when it never holds
     * @throws AssertionError after the time
     */
    public static void await(Duration time, Callable<Boolean> condition, Supplier<String> state)
            throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        Exception last = null;
        do {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before it was so: " + state.get());
            }
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        } while (System.nanoTime() < end);
        throw new AssertionError("not within " + time.toSeconds() + " s: " + state.get(), last);
    }
}
