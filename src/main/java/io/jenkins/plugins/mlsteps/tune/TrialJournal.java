package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.RegularFile;
import io.jenkins.plugins.mlsteps.record.Trial;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code trials.jsonl}: one trial a line, only ever appended to. A trial may have several lines, one when it starts
 * and one when it ends; the last one counts. A process that dies while it writes leaves half a line at most, which the next
 * one removes.
 */
final class TrialJournal implements Closeable {
    /** A channel copies through memory outside the heap, as much as is asked for at once. */
    private static final int CHUNK = 1 << 16;

    private static final String ANEW = "move the file away to start anew";
    private static final String WITHOUT =
            "learn without it: leave it out of 'warmStart', or move the file away if it is an earlier run of this study";

    private final Path file;
    private final FileChannel channel;
    private final List<Trial> trials;
    private final Optional<String> repair;

    private TrialJournal(Path file, FileChannel channel, List<Trial> trials, Optional<String> repair) {
        this.file = file;
        this.channel = channel;
        this.trials = trials;
        this.repair = repair;
    }

    /**
     * Reads the file, repairs its end and keeps it locked for this process.
     *
     * @throws IOException when another process has it open, or a line before the last is not a trial
     */
    static TrialJournal open(Path file) throws IOException {
        FileTree.createParent(file);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, file);
            byte[] bytes = readAll(channel);
            int end = endOfLastTrial(bytes);
            List<Trial> trials = TrialLines.last(bytes, end, file, ANEW);
            Optional<String> repair = repairEnd(channel, bytes, end, file);
            channel.position(channel.size());
            return new TrialJournal(file, channel, trials, repair);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Through the channel that holds the lock: where locks are mandatory, as on Windows, no other may read. */
    private static byte[] readAll(FileChannel channel) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(channel.size())];
        int end = 0;
        int count = 0;
        while (end < bytes.length && count >= 0) {
            end += count;
            count = channel.read(ByteBuffer.wrap(bytes, end, Math.min(CHUNK, bytes.length - end)));
        }
        return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
    }

    /** The trials of a journal that may belong to somebody else, to learn from; half a line at its end is passed over. */
    static List<Trial> read(Path file) throws IOException {
        byte[] bytes = RegularFile.bytes(file.toRealPath());
        return TrialLines.last(bytes, endOfLastTrial(bytes), file, WITHOUT);
    }

    /** What was read: each trial as its last line has it, in the order of these lines. */
    List<Trial> trials() {
        return trials;
    }

    /** What was repaired at the end of the file, in a sentence. */
    Optional<String> repair() {
        return repair;
    }

    /**
     * Adds a line, which is safe from the death of this process when this returns.
     *
     * @throws IOException when it could not be written; the file is as it was before, if that is possible
     */
    void append(Trial trial) throws IOException {
        long end = channel.position();
        try {
            write(channel, Json.line(trial) + "\n");
        } catch (IOException e) {
            if (isOpen()) {
                channel.truncate(end);
            }
            throw new IOException("cannot write trial " + trial.number() + " to " + file + ": " + IoFailure.sentence(e), e);
        }
    }

    /** Whether the file can be written to; a thread that is interrupted while it writes closes it. */
    boolean isOpen() {
        return channel.isOpen();
    }

    /** Makes what was written safe from the death of the machine, and unlocks the file. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.force(false);
            channel.close();
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        try {
            if (channel.tryLock() == null) {
                throw new IOException(file + " is in use by another process: wait until that study ends");
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException(file + " is already open in this process: close that study first", e);
        }
    }

    /** Where half a line begins, if there is one. */
    private static int endOfLastTrial(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end < bytes.length && isTrial(bytes, end) ? bytes.length : end;
    }

    private static boolean isTrial(byte[] bytes, int start) {
        try {
            TrialLine.parse(bytes, start, bytes.length - start);
            return true;
        } catch (IOException e) {
            // Half a line, which is what its caller wants to know.
            return false;
        }
    }

    private static Optional<String> repairEnd(FileChannel channel, byte[] bytes, int end, Path file) throws IOException {
        if (end < bytes.length) {
            channel.truncate(end);
            return Optional.of(file + ": removed half a line of " + (bytes.length - end)
                    + " bytes at its end, left by a process that was stopped while it wrote");
        }
        if (end > 0 && bytes[end - 1] != '\n') {
            channel.position(end);
            write(channel, "\n");
            return Optional.of(file + ": the last line had no end; added it");
        }
        return Optional.empty();
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
