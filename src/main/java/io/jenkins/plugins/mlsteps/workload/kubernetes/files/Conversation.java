package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.MissingRight;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.PodLayout;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Script;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A script of ours that runs in a pod, spoken with through its standard streams. */
final class Conversation implements AutoCloseable {
    private static final int LAST_WORDS = 4096;
    private static final long PATIENCE_SECONDS = 60;

    private final Inflow heard = new Inflow();
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    private final KubernetesClient client;
    private final String namespace;
    private final PodAddress pod;
    private final ExecWatch exec;
    private final OutputStream said;

    private Conversation(
            Cluster cluster, String namespace, PodAddress pod, String script, Consumer<String> errorLine, String... arguments)
            throws IOException {
        this.client = cluster.client();
        this.namespace = namespace;
        this.pod = pod;
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", Script.brief(Conversation.class, script), script, PodLayout.ROOT));
        command.addAll(List.of(arguments));
        try {
            exec = client
                    .pods()
                    .inNamespace(namespace)
                    .withName(pod.name())
                    .inContainer(pod.container())
                    .redirectingInput(Pieces.MOST)
                    .writingOutput(new Sink())
                    .writingError(new Lines(errorLine))
                    .usingListener(new End())
                    .exec(command.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw refusal(e);
        }
        said = new Pieces(exec.getInput());
        exec.exitCode()
                .whenComplete((code, failure) -> heard.stop(failure == null ? new IOException(ending(code)) : refusal(failure)));
    }

    private ApiFailure refusal(Throwable failure) {
        return ApiFailure.of("run a command in pod " + pod.name(), failure, client, MissingRight.toExecute(namespace));
    }

    /**
     * @param errorLine gets each line of the script's standard error
     */
    static Conversation open(
            Cluster cluster, String namespace, PodAddress pod, String script, Consumer<String> errorLine, String... arguments)
            throws IOException {
        return new Conversation(cluster, namespace, pod, script, errorLine, arguments);
    }

    Inflow heard() {
        return heard;
    }

    /** What goes to the script's standard input, once it is flushed. */
    OutputStream said() {
        return said;
    }

    void say(String line) throws IOException {
        said.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        said.flush();
    }

    String line() throws IOException {
        return line(heard);
    }

    static String line(InputStream stream) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = stream.read(); next != '\n'; next = stream.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Waits until the script has ended. */
    void awaitEnd() throws IOException, InterruptedException {
        try {
            Integer code = exec.exitCode().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (code == null || code != 0) {
                throw new IOException(ending(code));
            }
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("a command in the pod did not end within " + PATIENCE_SECONDS + " s", e);
        }
    }

    @Override
    public void close() {
        heard.close();
        exec.close();
    }

    private String ending(Integer code) {
        String words;
        synchronized (complaints) {
            words = complaints.toString(StandardCharsets.UTF_8).strip();
        }
        return "it ended with exit code " + code + (words.isEmpty() ? "" : " (" + words + ")");
    }

    /**
     * Writes to a stream that has a buffer of {@link #MOST} bytes so that each message has as many, but for the last before a flush.
     */
    private static final class Pieces extends FilterOutputStream {
        /** Every server between here and the pod takes it as one message, and with its head it is whole records of TLS. */
        private static final int MOST = 32 * 1024 - 32;

        private int filled;

        private Pieces(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                for (int done = 0; done < length; ) {
                    int piece = Math.min(MOST - filled, length - done);
                    out.write(bytes, offset + done, piece);
                    filled = (filled + piece) % MOST;
                    done += piece;
                }
            } catch (RuntimeException e) {
                throw ApiFailure.of("send to the pod", e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                filled = 0;
                out.flush();
            } catch (RuntimeException e) {
                throw ApiFailure.of("send to the pod", e);
            }
        }
    }

    private final class Sink extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            heard.put(bytes, offset, length);
        }
    }

    private final class Lines extends OutputStream {
        private final Consumer<String> consumer;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        private Lines(Consumer<String> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void write(int b) {
            synchronized (complaints) {
                if (complaints.size() < LAST_WORDS) {
                    complaints.write(b);
                }
            }
            if (b == '\n') {
                consumer.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }

    private final class End implements ExecListener {
        @Override
        public void onFailure(Throwable failure, Response response) {
            heard.stop(refusal(failure));
        }

        @Override
        public void onClose(int code, String reason) {
            heard.stop(new IOException("the connection was closed" + (reason == null || reason.isEmpty() ? "" : ": " + reason)));
        }
    }
}
