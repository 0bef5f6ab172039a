package io.jenkins.plugins.mlsteps.serve;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends one request over and over on some kept connections, each waiting for its answer before it sends the next. Plain
 * sockets: an HTTP client would take more of the two cores than the server.
 */
record LoadGenerator(URI url, String body, int connections) {
    /**
     * What was measured.
     *
     * @param nanos of each request, sorted
     */
    record Result(long[] nanos, long failures, Duration duration) {
        double perSecond() {
            return nanos.length / (duration.toNanos() / 1e9);
        }

        double millisAt(double quantile) {
            return nanos[(int) Math.min(nanos.length - 1L, Math.round(quantile * nanos.length))] / 1e6;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,.0f requests/s, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, longest %.2f ms, %d failed of %,d",
                    perSecond(),
                    millisAt(0.5),
                    millisAt(0.99),
                    millisAt(0.999),
                    millisAt(1),
                    failures,
                    nanos.length);
        }
    }

    private record Share(long[] nanos, long failures) {}

    Result run(Duration duration) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        try {
            long begin = System.nanoTime();
            long end = begin + duration.toNanos();
            List<Future<Share>> shares = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                shares.add(clients.submit(() -> send(end)));
            }
            return merge(shares, begin);
        } finally {
            clients.shutdownNow();
        }
    }

    private static Result merge(List<Future<Share>> shares, long begin) throws Exception {
        long[] all = new long[0];
        long failures = 0;
        for (Future<Share> share : shares) {
            long[] more = share.get().nanos();
            all = Arrays.copyOf(all, all.length + more.length);
            System.arraycopy(more, 0, all, all.length - more.length, more.length);
            failures += share.get().failures();
        }
        Arrays.sort(all);
        return new Result(all, failures, Duration.ofNanos(System.nanoTime() - begin));
    }

    private Share send(long end) throws IOException {
        byte[] request = request();
        long[] nanos = new long[1 << 16];
        int count = 0;
        long failures = 0;
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
            OutputStream out = socket.getOutputStream();
            for (long before = System.nanoTime(); before < end; before = System.nanoTime()) {
                out.write(request);
                failures += isOk(in) ? 0 : 1;
                nanos = count == nanos.length ? Arrays.copyOf(nanos, count * 2) : nanos;
                nanos[count++] = System.nanoTime() - before;
            }
        }
        return new Share(Arrays.copyOf(nanos, count), failures);
    }

    private byte[] request() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + content.length + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads one answer whole. */
    private static boolean isOk(InputStream in) throws IOException {
        String status = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
            }
        }
        in.skipNBytes(length);
        return status.startsWith("HTTP/1.1 200");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed a kept connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
