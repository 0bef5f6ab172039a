package io.jenkins.plugins.mlsteps.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** One server of the control plane: started with the same command as often as wanted, its output in a file. */
final class ServerProcess {
    private static final Duration START = Duration.ofSeconds(180);
    private static final int TAIL = 3000;

    private final String name;
    private final List<String> command;
    private final Path log;
    private final Callable<Boolean> ready;
    private Process process;

    /** @param ready whether it answers */
    ServerProcess(String name, Path directory, List<String> command, Callable<Boolean> ready) {
        this.name = name;
        this.command = command;
        this.log = directory.resolve(name + ".log");
        this.ready = ready;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it answers. */
    synchronized void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Deadline.await(START, this::isReady, () -> name + " does not answer; its log ends with:\n" + tail());
    }

    private boolean isReady() throws Exception {
        if (!process.isAlive()) {
            throw new IOException(name + " ended with " + process.exitValue());
        }
        return ready.call();
    }

    synchronized void stop() {
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    private String tail() {
        try {
            String text = Files.readString(log, StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - TAIL));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }
}
