package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.PodLayout;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Script;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Follows what a command prints, by bytes: a stream that breaks is opened again where it broke, so nothing comes twice and
 * nothing is lost. Nobody waits for it: it is asked for what has come.
 */
public final class OutputTail implements AutoCloseable {

    /** Past this the stream is closed, to be opened again when the reader has caught up. */
    private static final int MOST_HELD = 4 << 20;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private static final byte[] NOTHING = {};

    private final Cluster cluster;
    private final String namespace;
    private final String pod;
    private byte[] held = NOTHING;
    private int heldBytes;
    private long heldFrom;
    private Stream stream;
    private Duration pause = Duration.ZERO;
    private long pausedAt;

    public OutputTail(Cluster cluster, String namespace, String pod) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.pod = pod;
    }

    /**
     * What has come from an offset on, up to a megabyte. What is before the offset is forgotten.
     */
    public synchronized byte[] from(long offset) {
        if (offset < heldFrom || offset > heldFrom + heldBytes) {
            restart(offset);
        }
        forget(offset);
        if (stream == null && heldBytes < MOST_HELD / 2 && System.nanoTime() - pausedAt >= pause.toNanos()) {
            open();
        }
        return Arrays.copyOf(held, Math.min(heldBytes, OutputChunk.MOST_BYTES));
    }

    @Override
    public synchronized void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    private void restart(long offset) {
        close();
        heldFrom = offset;
        heldBytes = 0;
    }

    private void forget(long offset) {
        int count = (int) (offset - heldFrom);
        if (count > 0) {
            System.arraycopy(held, count, held, 0, heldBytes - count);
            heldBytes -= count;
            heldFrom = offset;
        }
        if (heldBytes == 0) {
            held = NOTHING;
        }
    }

    private void open() {
        try {
            stream = new Stream(heldFrom + heldBytes);
        } catch (IOException e) {
            // The pod may be gone or the server away; whoever watches the pod finds out, and here it is tried again.
            waitLonger();
        }
    }

    private void waitLonger() {
        pausedAt = System.nanoTime();
        Duration longer = pause.multipliedBy(2);
        pause = longer.isZero() ? FIRST_PAUSE : longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private synchronized void take(Stream from, byte[] bytes, int offset, int length) {
        if (from != stream) {
            return; // a stream that was given up
        }
        pause = Duration.ZERO;
        if (held.length < heldBytes + length) {
            held = Arrays.copyOf(held, Math.max(heldBytes + length, Math.min(2 * held.length, MOST_HELD)));
        }
        System.arraycopy(bytes, offset, held, heldBytes, length);
        heldBytes += length;
        if (heldBytes >= MOST_HELD) {
            close();
        }
    }

    private synchronized void ended(Stream which) {
        if (which == stream) {
            stream = null;
            waitLonger();
        }
    }

    private final class Stream extends OutputStream {
        private final ExecWatch exec;

        private Stream(long offset) throws IOException {
            try {
                exec = cluster.client()
                        .pods()
                        .inNamespace(namespace)
                        .withName(pod)
                        .inContainer(PodLayout.RESULTS)
                        .writingOutput(this)
                        .usingListener(new End(this))
                        .exec("sh", "-c", Script.brief(OutputTail.class, "tail"), "tail", PodLayout.ROOT, Long.toString(offset));
            } catch (RuntimeException e) {
                throw ApiFailure.of("follow the output of pod " + pod, e);
            }
            exec.exitCode().whenComplete((code, failure) -> ended(this));
        }

        @Override
        public void write(int b) {
            take(this, new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            take(this, bytes, offset, length);
        }

        @Override
        public void close() {
            exec.close();
        }
    }

    /** Tells when a stream of this tail is no more. */
    private final class End implements ExecListener {
        private final Stream stream;

        private End(Stream stream) {
            this.stream = stream;
        }

        @Override
        public void onFailure(Throwable failure, Response response) {
            ended(stream);
        }

        @Override
        public void onClose(int code, String reason) {
            ended(stream);
        }
    }
}
