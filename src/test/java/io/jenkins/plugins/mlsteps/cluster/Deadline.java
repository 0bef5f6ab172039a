package io.jenkins.plugins.mlsteps.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for a condition instead of sleeping for a time. */
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
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } while (System.nanoTime() < end);
        throw new AssertionError("not within " + time.toSeconds() + " s: " + state.get(), last);
    }
}
