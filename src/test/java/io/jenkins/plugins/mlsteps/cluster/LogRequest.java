package io.jenkins.plugins.mlsteps.cluster;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * What somebody wants to read of a container's log.
 *
 * @param follow whether to go on until the container ends
 * @param timestamps whether each line begins with its time
 * @param since null for everything
 * @param tail number of last lines; negative for all
 */
record LogRequest(boolean follow, boolean timestamps, Instant since, int tail) {
    private static final int CHUNK = 1 << 16;

    /** @param parameter value of a query parameter; null when it is not there */
    static LogRequest of(Function<String, String> parameter) {
        Instant since = null;
        if (parameter.apply("sinceTime") != null) {
            since = OffsetDateTime.parse(parameter.apply("sinceTime")).toInstant();
        } else if (parameter.apply("sinceSeconds") != null) {
            since = Instant.now().minusSeconds(Long.parseLong(parameter.apply("sinceSeconds")));
        }
        String tail = parameter.apply("tailLines");
        return new LogRequest(
                "true".equals(parameter.apply("follow")),
                "true".equals(parameter.apply("timestamps")),
                since,
                tail == null ? -1 : Integer.parseInt(tail));
    }

    /** Where the bytes go. */
    interface Sink {
        void write(byte[] bytes) throws IOException, InterruptedException;
    }

    /** Everything that is wanted of a log, and more as it comes when it is followed. */
    void serve(ContainerLog log, Sink sink) throws IOException, InterruptedException {
        Path file = log.path();
        long begin = tail < 0 ? 0 : beginOfTail(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
            in.skipNBytes(begin);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (true) {
                boolean last = log.isClosed() || !follow;
                long seen = log.written();
                serve(in, line, sink);
                if (last) {
                    return;
                }
                log.awaitMoreThan(seen);
            }
        }
    }

    /** @param line the beginning of one whose end has not come yet */
    private void serve(InputStream in, ByteArrayOutputStream line, Sink sink) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                append(line.toByteArray(), out);
                line.reset();
            }
            if (out.size() >= CHUNK) {
                sink.write(out.toByteArray());
                out.reset();
            }
        }
        if (out.size() > 0) {
            sink.write(out.toByteArray());
        }
    }

    private void append(byte[] line, ByteArrayOutputStream out) {
        int time = indexOf(line, 0);
        int stream = indexOf(line, time + 1);
        int tag = indexOf(line, stream + 1);
        if (since != null
                && Instant.parse(new String(line, 0, time, StandardCharsets.US_ASCII)).isBefore(since)) {
            return;
        }
        if (timestamps) {
            out.write(line, 0, time + 1);
        }
        int end = line[stream + 1] == 'F' ? line.length : line.length - 1;
        out.write(line, tag + 1, end - tag - 1);
    }

    private static int indexOf(byte[] line, int from) {
        int at = from;
        while (line[at] != ' ') {
            at++;
        }
        return at;
    }

    private long beginOfTail(Path file) throws IOException {
        Deque<Long> begins = new ArrayDeque<>();
        byte[] all = Files.readAllBytes(file);
        long begin = 0;
        for (int at = 0; at < all.length; at++) {
            if (all[at] == '\n') {
                begins.addLast(begin);
                begin = at + 1;
                if (begins.size() > tail) {
                    begins.removeFirst();
                }
            }
        }
        return begins.isEmpty() ? begin : begins.getFirst();
    }
}
