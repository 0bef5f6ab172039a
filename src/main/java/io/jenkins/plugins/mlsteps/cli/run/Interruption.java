package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.session.Cancellation;
import java.util.concurrent.CountDownLatch;

/**
 * Turns Ctrl-C, or a polite kill, into an interrupt of the run, and keeps the Java process alive until the run has stopped its
 * children and run its post conditions.
 */
final class Interruption implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Thread run, Cancellation cancellation, Console console) {
        hook = new Thread(
                () -> {
                    if (ended.getCount() > 0) {
                        console.line("Interrupted: stopping what runs, then post conditions");
                        cancellation.request("interrupted");
                        run.interrupt();
                        awaitEnd();
                    }
                },
                "interruption");
    }

    /** Watches over what the calling thread does until it closes this. */
    static Interruption watch(Cancellation cancellation, Console console) {
        Interruption interruption = new Interruption(Thread.currentThread(), cancellation, console);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts a shutdown hook; if so, the process may end
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending, and this hook with it
        }
    }
}
