package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.session.Cancellation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * Turns Ctrl-C, or a polite kill, into an interrupt of the run, and keeps the Java process alive until the run has stopped its
 * children and run its post conditions; a second one ends it at once.
 */
final class Interruption implements AutoCloseable {
    /** What a shell says of a command that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread run;
    private final Cancellation cancellation;
    private final Console console;
    private final Thread hook = new Thread(this::stop, "interruption");

    private Interruption(Thread run, Cancellation cancellation, Console console) {
        this.run = run;
        this.cancellation = cancellation;
        this.console = console;
    }

    /** Watches over what the calling thread does until it closes this. */
    static Interruption watch(Cancellation cancellation, Console console) {
        Interruption interruption = new Interruption(Thread.currentThread(), cancellation, console);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        if (isExit()) {
            console.line("The process was ended by what runs in it (System.exit): post conditions do not run");
            return;
        }
        for (String signal : List.of("INT", "TERM")) {
            Signal.handle(new Signal(signal), again -> stopAtOnce());
        }
        console.line("Interrupted: stopping what runs, then post conditions");
        cancellation.request("interrupted");
        run.interrupt();
        awaitEnd();
    }

    private void stopAtOnce() {
        console.line("Interrupted again: ending at once, without the rest of the post conditions");
        Runtime.getRuntime().halt(INTERRUPTED);
    }

    /** Whether a script called for the end: the thread that did waits for this hook, so the run cannot end. */
    private static boolean isExit() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(call -> call.getClassName().equals("java.lang.Runtime") && call.getMethodName().equals("exit"));
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
