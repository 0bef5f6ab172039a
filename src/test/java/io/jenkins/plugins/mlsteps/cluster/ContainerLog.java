package io.jenkins.plugins.mlsteps.cluster;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a container printed, a line of the file for each line, as container runtimes write it:
 * {@code 2026-01-02T03:04:05.000000006Z stdout F text}; {@code P} instead of {@code F} where a line goes on in the next.
 */
final class ContainerLog implements AutoCloseable {
    /** Longer lines are split, as container runtimes do. */
    private static final int LONGEST = 16 * 1024;

    private static final int CHUNK = 1 << 16;

    private final Path path;
    private final OutputStream file;
    private long buffered;
    private long written;
    private boolean closed;

    ContainerLog(Path path) throws IOException {
        this.path = path;
        this.file = new BufferedOutputStream(Files.newOutputStream(path), CHUNK);
    }

    Path path() {
        return path;
    }

    /** Bytes of the file that somebody else can read. */
    synchronized long written() {
        return written;
    }

    /** Whether nothing more will be written. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Returns when there is more to read than that, or there never will be. */
    synchronized void awaitMoreThan(long bytes) throws InterruptedException {
        while (written <= bytes && !closed) {
            wait();
        }
    }

    /** Copies a stream of the container to its end. */
    void copy(InputStream in, String stream) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int length = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk, length, chunk.length - length)) {
            int end = length + read;
            int taken = append(stream, chunk, end);
            System.arraycopy(chunk, taken, chunk, 0, end - taken);
            length = end - taken;
        }
        if (length > 0) {
            write(head(stream, 'P'), chunk, 0, length);
        }
        flush();
    }

    /** Takes all whole lines, and the beginnings of a long one, and returns how many bytes that were. */
    private int append(String stream, byte[] chunk, int end) throws IOException {
        byte[] whole = head(stream, 'F');
        byte[] part = head(stream, 'P');
        int from = 0;
        for (int at = 0; at < end; at++) {
            if (chunk[at] == '\n') {
                write(whole, chunk, from, at);
                from = at + 1;
            } else if (at - from == LONGEST - 1) {
                write(part, chunk, from, at + 1);
                from = at + 1;
            }
        }
        flush();
        return from;
    }

    private synchronized void write(byte[] head, byte[] line, int from, int to) throws IOException {
        file.write(head);
        file.write(line, from, to - from);
        file.write('\n');
        buffered += head.length + to - from + 1;
    }

    private static byte[] head(String stream, char tag) {
        return (timestamp(Instant.now()) + " " + stream + " " + tag + " ").getBytes(StandardCharsets.US_ASCII);
    }

    private synchronized void flush() throws IOException {
        file.flush();
        written = buffered;
        notifyAll();
    }

    /** RFC 3339 with nanoseconds. */
    static String timestamp(Instant time) {
        String seconds = Instant.ofEpochSecond(time.getEpochSecond()).toString();
        String nanos = Integer.toString(1_000_000_000 + time.getNano());
        return seconds.substring(0, seconds.length() - 1) + "." + nanos.substring(1) + "Z";
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        notifyAll();
        file.close();
    }
}
