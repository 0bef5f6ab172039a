package io.jenkins.plugins.mlsteps.cli.console;

import java.io.PrintStream;
import java.time.Duration;

/** Standard output shared by all branches: whole lines, and one progress line at the bottom of a terminal. */
public final class Console {
    /** Where lines stay, progress is a line once in a while. */
    private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(10);

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final SecretMask mask;
    private boolean progressShown;
    private long lastProgress = System.nanoTime() - BETWEEN_PROGRESS.toNanos();

    /** @param terminal whether {@code out} understands control sequences */
    public Console(PrintStream out, boolean terminal, SecretMask mask) {
        this.out = out;
        this.terminal = terminal;
        this.mask = mask;
    }

    public SecretMask secrets() {
        return mask;
    }

    public synchronized void line(String text) {
        clearProgress();
        out.println(mask.mask(text));
        out.flush();
    }

    /** On a terminal it takes the place of the last progress; elsewhere one in ten seconds is shown. */
    public synchronized void progress(String text) {
        if (terminal) {
            out.print(CLEAR_LINE + mask.mask(text));
            out.flush();
            progressShown = true;
        } else if (System.nanoTime() - lastProgress >= BETWEEN_PROGRESS.toNanos()) {
            lastProgress = System.nanoTime();
            line(text);
        }
    }

    /** A heading that stands out where it can. */
    public synchronized void heading(String text) {
        line(terminal ? "\u001b[1m" + text + "\u001b[0m" : text);
    }

    /** A question that waits for its answer on the same line. */
    public synchronized void prompt(String text) {
        clearProgress();
        out.print(mask.mask(text));
        out.flush();
    }

    private void clearProgress() {
        if (progressShown) {
            out.print(CLEAR_LINE);
            progressShown = false;
        }
    }
}
