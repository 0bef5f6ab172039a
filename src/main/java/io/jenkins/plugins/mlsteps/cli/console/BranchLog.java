package io.jenkins.plugins.mlsteps.cli.console;

import io.jenkins.plugins.mlsteps.host.StepLog;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** The log of one branch of a run: every line carries the branch's name, and the time when the author asked for it. */
public final class BranchLog implements StepLog {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("'['HH:mm:ss'] '");

    /** A line that grows beyond it is shown in pieces. */
    private static final int LONGEST_LINE = 1 << 16;

    private final Console console;
    private final String prefix;
    private final boolean timestamps;
    private final OutputStream copy;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

    public BranchLog(Console console) {
        this(console, "", false, OutputStream.nullOutputStream());
    }

    private BranchLog(Console console, String prefix, boolean timestamps, OutputStream copy) {
        this.console = console;
        this.prefix = prefix;
        this.timestamps = timestamps;
        this.copy = copy;
    }

    /** The same log with {@code [name] } before each line. */
    public BranchLog branch(String name) {
        return new BranchLog(console, prefix + "[" + name + "] ", timestamps, copy);
    }

    public BranchLog withTimestamps() {
        return new BranchLog(console, prefix, true, copy);
    }

    /** The same log that also writes what steps print, without prefixes, to a stream. */
    public BranchLog copiedTo(OutputStream stream) {
        return new BranchLog(console, prefix, timestamps, stream);
    }

    public Console console() {
        return console;
    }

    @Override
    public synchronized void line(String text) {
        flush();
        show(text);
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        copy(bytes, 0, bytes.length);
    }

    @Override
    public synchronized void output(byte[] bytes, int offset, int length) {
        copy(bytes, offset, length);
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                endLine();
            } else {
                unfinished.write(bytes[i]);
                if (unfinished.size() >= LONGEST_LINE) {
                    endLine();
                }
            }
        }
    }

    @Override
    public void progress(String text) {
        console.progress(stamp() + prefix + text);
    }

    /** Shows a last line that its writer did not end. */
    public synchronized void flush() {
        if (unfinished.size() > 0) {
            endLine();
        }
    }

    /** A bare carriage return rewinds a progress bar: what stays is what follows the last one. */
    private void endLine() {
        String text = unfinished.toString(StandardCharsets.UTF_8);
        unfinished.reset();
        String ended = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        show(ended.substring(ended.lastIndexOf('\r') + 1));
    }

    private void show(String text) {
        text.lines().findAny().ifPresentOrElse(
                        any -> text.lines().forEach(line -> console.line(stamp() + prefix + line)),
                        () -> console.line(stamp() + prefix));
    }

    private String stamp() {
        return timestamps ? LocalTime.now().format(TIME) : "";
    }

    private void copy(byte[] bytes, int offset, int length) {
        try {
            copy.write(bytes, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException("the output of a body cannot be recorded: " + IoFailure.sentence(e), e);
        }
    }
}
