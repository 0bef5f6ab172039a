package io.jenkins.plugins.mlsteps.jenkins.execution;

import io.jenkins.plugins.mlsteps.record.FileTree;
import hudson.model.Run;
import hudson.remoting.RemoteOutputStream;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.util.JenkinsJVM;
import org.apache.commons.io.output.TeeOutputStream;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;

/**
 * Keeps what a body prints, beside the log, in a file of the build on the controller: the step reads metrics from it while the
 * body runs. Sent to an agent it writes back to that file.
 */
final class BodyOutput extends TaskListenerDecorator {
    private static final long serialVersionUID = 1L;

    /** Streams that hold a line which has not ended, by the body that prints it. */
    private static final Map<String, Set<Appending>> HOLDING = new ConcurrentHashMap<>();

    private final String build;
    private final String body;

    BodyOutput(Run<?, ?> build, String body) {
        this.build = build.getExternalizableId();
        this.body = body;
    }

    /** @throws IOException when the build is gone */
    static Path file(String build, String body) throws IOException {
        // Steps on the controller print as nobody, who may read no build where anonymous people may read nothing.
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            Run<?, ?> run = Run.fromExternalizableId(build);
            if (run == null) {
                throw new IOException("build " + build + " was deleted");
            }
            return StepFiles.of(run).bodyOutput(body);
        }
    }

    @Override
    public OutputStream decorate(OutputStream logger) {
        return new TeeOutputStream(logger, new Appending(build, body));
    }

    private Object writeReplace() {
        return JenkinsJVM.isJenkinsJVM() && hudson.remoting.Channel.current() != null ? new Remote(build, body) : this;
    }

    /** What an agent gets. */
    private static final class Remote extends TaskListenerDecorator {
        private static final long serialVersionUID = 1L;

        private final RemoteOutputStream output;

        Remote(String build, String body) {
            this.output = new RemoteOutputStream(new Appending(build, body));
        }

        @Override
        public OutputStream decorate(OutputStream logger) {
            return new TeeOutputStream(logger, output);
        }
    }

    /** What streams still hold of the body's output, into its file: for whoever reads it, and before it is removed. */
    static void writeHeld(String build, String body) throws IOException {
        for (Appending stream : HOLDING.getOrDefault(key(build, body), Set.of())) {
            stream.flush();
        }
    }

    private static String key(String build, String body) {
        return build + "/" + body;
    }

    /**
     * Finds and opens the file for each line: nobody closes the log streams of a Pipeline, and {@code sh} prints byte by byte. A
     * line that has not ended is held until it ends, or until somebody reads the file.
     */
    private static final class Appending extends OutputStream {
        private static final int LONGEST_HELD = 8192;

        private final String build;
        private final String body;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();

        Appending(String build, String body) {
            this.build = build;
            this.body = body;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return;
            }
            if (held.size() == 0) {
                HOLDING.compute(key(build, body), (key, streams) -> {
                    Set<Appending> all = streams == null ? ConcurrentHashMap.newKeySet() : streams;
                    all.add(this);
                    return all;
                });
            }
            held.write(bytes, offset, length);
            byte last = bytes[offset + length - 1];
            if (last == '\n' || last == '\r' || held.size() >= LONGEST_HELD) {
                flush();
            }
        }

        @Override
        public synchronized void flush() throws IOException {
            if (held.size() == 0) {
                return;
            }
            Path file = file(build, body);
            FileTree.createParent(file);
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                held.writeTo(out);
            }
            held.reset();
            HOLDING.computeIfPresent(key(build, body), (key, streams) -> {
                streams.remove(this);
                return streams.isEmpty() ? null : streams;
            });
        }
    }
}
