package io.jenkins.plugins.mlsteps.cluster;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
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

    private final OutputStream file;

    ContainerLog(Path path) throws IOException {
        file = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
    }

    /** Copies a stream of the container to its end. */
    void copy(InputStream from, String stream) throws IOException {
        InputStream in = new BufferedInputStream(from, 1 << 16);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                line.write(next);
            }
            if (next == '\n' || line.size() == LONGEST) {
                append(stream, next == '\n' ? 'F' : 'P', line);
                if (in.available() == 0) {
                    flush();
                }
            }
        }
        if (line.size() > 0) {
            append(stream, 'P', line);
        }
        flush();
    }

    private synchronized void append(String stream, char tag, ByteArrayOutputStream line) throws IOException {
        String head = timestamp(Instant.now()) + " " + stream + " " + tag + " ";
        file.write(head.getBytes(StandardCharsets.US_ASCII));
        line.writeTo(file);
        file.write('\n');
        line.reset();
    }

    private synchronized void flush() throws IOException {
        file.flush();
    }

    /** RFC 3339 with nanoseconds. */
    static String timestamp(Instant time) {
        String seconds = Instant.ofEpochSecond(time.getEpochSecond()).toString();
        String nanos = Integer.toString(1_000_000_000 + time.getNano());
        return seconds.substring(0, seconds.length() - 1) + "." + nanos.substring(1) + "Z";
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
