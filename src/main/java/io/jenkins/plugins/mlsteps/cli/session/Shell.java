package io.jenkins.plugins.mlsteps.cli.session;

import io.jenkins.plugins.mlsteps.workload.local.OwnSession;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs shell scripts as the {@code sh} step of Jenkins does: {@code sh -xe}, or the interpreter a script names itself. */
public final class Shell {
    /** A process that ended may have left children that hold its output open: what they print later is not waited for. */
    private static final long LAST_WORDS_MILLIS = 500;

    private final Processes processes;
    private final Path temporary;

    public Shell(Processes processes, Path temporary) {
        this.processes = processes;
        this.temporary = temporary;
    }

    /**
     * How a script ended.
     *
     * @param output what it printed to standard output; empty unless asked for
     */
    public record Exit(int status, String output) {}

    /**
     * @param capture in which encoding to return standard output, instead of logging it; null to log it
     * @throws InterruptedException after the script and what it started were stopped
     */
    public Exit run(Frame frame, String script, Map<String, String> environment, Charset capture)
            throws IOException, InterruptedException {
        Files.createDirectories(temporary);
        Path file = Files.createTempFile(temporary, "script", ".sh");
        try {
            Files.writeString(file, script);
            ProcessBuilder builder = new ProcessBuilder(command(file, script));
            builder.directory(frame.directory().toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.redirectInput(new File("/dev/null"));
            builder.redirectErrorStream(capture == null);
            return follow(processes.start(builder), frame, capture);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Exit follow(Processes.Running running, Frame frame, Charset capture)
            throws IOException, InterruptedException {
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        List<Thread> readers = new ArrayList<>();
        InputStream output = running.process().getInputStream();
        if (capture == null) {
            readers.add(reader(output, frame.log()::output));
        } else {
            readers.add(reader(output, captured::write));
            readers.add(reader(running.process().getErrorStream(), frame.log()::output));
        }
        try {
            int status = running.process().waitFor();
            for (Thread reader : readers) {
                reader.join(LAST_WORDS_MILLIS);
            }
            return new Exit(status, capture == null ? "" : captured.toString(capture));
        } catch (InterruptedException e) {
            running.stop();
            throw e;
        } finally {
            frame.log().flush();
            running.forget();
        }
    }

    /** Its own session, so that a terminal's Ctrl-C reaches this process first, which stops it in order. */
    private static List<String> command(Path file, String script) throws IOException {
        List<String> command = new ArrayList<>(OwnSession.prefix());
        if (script.startsWith("#!")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        } else {
            command.addAll(List.of("sh", "-xe"));
        }
        command.add(file.toAbsolutePath().toString());
        return command;
    }

    private interface Sink {
        void accept(byte[] bytes, int offset, int length);
    }

    private static Thread reader(InputStream stream, Sink sink) {
        Thread thread = new Thread(
                () -> {
                    byte[] buffer = new byte[8192];
                    try {
                        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                            sink.accept(buffer, 0, n);
                        }
                    } catch (IOException e) {
                        return; // the stream of a process that was stopped is closed under its reader
                    }
                },
                Thread.currentThread().getName() + " output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
