package io.jenkins.plugins.mlsteps.tune;

import com.fasterxml.jackson.databind.ObjectReader;
import io.jenkins.plugins.mlsteps.record.Json;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code trials.jsonl}: one trial a line, only ever appended to. A trial may have several lines, one when it starts
 * and one when it ends; the last one counts. A process that dies while it writes leaves half a line at most, which the next
 * one removes.
 */
final class TrialJournal implements Closeable {
    private static final ObjectReader TRIAL = Json.mapper().readerFor(Trial.class);

    private final Path file;
    private final FileChannel channel;
    private final List<Trial> lines;
    private final Optional<String> repair;

    private TrialJournal(Path file, FileChannel channel, List<Trial> lines, Optional<String> repair) {
        this.file = file;
        this.channel = channel;
        this.lines = lines;
        this.repair = repair;
    }

    /**
     * Reads the file, repairs its end and keeps it locked for this process.
     *
     * @throws IOException when another process has it open, or a line before the last is not a trial
     */
    static TrialJournal open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, file);
            byte[] bytes = Files.readAllBytes(file);
            int whole = endOfLastLine(bytes);
            List<Trial> lines = parse(bytes, whole, file);
            Optional<String> repair = repairEnd(channel, bytes, whole, lines, file);
            channel.position(channel.size());
            return new TrialJournal(file, channel, lines, repair);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The lines of a journal that may belong to somebody else; half a line at its end is passed over. */
    static List<Trial> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return parse(bytes, endOfLastLine(bytes), file);
    }

    /** What was read, in the order of the file. */
    List<Trial> lines() {
        return lines;
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
            throw new IOException("cannot write trial " + trial.number() + " to " + file + ": " + e.getMessage(), e);
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

    private static int endOfLastLine(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static List<Trial> parse(byte[] bytes, int end, Path file) throws IOException {
        List<Trial> trials = new ArrayList<>();
        int start = 0;
        int number = 1;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                if (i > start) {
                    trials.add(parse(bytes, start, i - start, file, number));
                }
                start = i + 1;
                number++;
            }
        }
        return trials;
    }

    private static Trial parse(byte[] bytes, int start, int length, Path file, int number) throws IOException {
        try {
            return TRIAL.readValue(bytes, start, length);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IOException(
                    file + " line " + number + " is not a trial: " + e.getOriginalMessage()
                            + "; correct the line, or move the file away to start anew",
                    e);
        }
    }

    private static Optional<String> repairEnd(
            FileChannel channel, byte[] bytes, int whole, List<Trial> lines, Path file) throws IOException {
        int rest = bytes.length - whole;
        if (rest == 0) {
            return Optional.empty();
        }
        channel.position(bytes.length);
        try {
            lines.add(TRIAL.readValue(bytes, whole, rest));
            write(channel, "\n");
            return Optional.of(file + ": the last line had no end; added it");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            channel.truncate(whole);
            return Optional.of(file + ": removed half a line of " + rest
                    + " bytes at its end, left by a process that was stopped while it wrote");
        }
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
