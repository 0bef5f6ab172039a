package io.jenkins.plugins.mlsteps.cluster;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One run of a container's command as a process of this machine. */
final class ContainerProcess {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final ContainerLog log;
    private final Instant started = Instant.now();
    private final CompletableFuture<Integer> exit;
    private volatile Instant finished;

    /** @param command that a {@link ContainerRoot} starts */
    ContainerProcess(List<String> command, Map<String, String> environment, Path log) throws IOException {
        this.log = new ContainerLog(log);
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        process = builder.start();
        process.onExit().thenRun(this::killSession);
        awaitRoot();
        CompletableFuture<Void> out = copied(this.log, process.getInputStream(), "stdout");
        CompletableFuture<Void> err = copied(this.log, process.getErrorStream(), "stderr");
        exit = CompletableFuture.allOf(out, err)
                .thenCombine(process.onExit(), (nothing, ended) -> finish(ended));
    }

    /** Until it has the container's files, others that enter it would find this machine's. */
    private void awaitRoot() throws IOException {
        Path root = Path.of("/proc", Long.toString(pid()), "root");
        try {
            Deadline.await(START, () -> !process.isAlive() || !Path.of("/").equals(Files.readSymbolicLink(root)), () -> "no root: " + pid());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the container had its files", e);
        }
    }

    private static CompletableFuture<Void> copied(ContainerLog log, InputStream stream, String name) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (stream) {
                        log.copy(stream, name);
                        done.complete(null);
                    } catch (IOException e) {
                        done.completeExceptionally(e);
                    }
                },
                "container-" + name);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private int finish(Process ended) {
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        finished = Instant.now();
        return ended.exitValue();
    }

    /** Completes with the exit code when the process ended and its log is whole. */
    CompletableFuture<Integer> exit() {
        return exit;
    }

    long pid() {
        return process.pid();
    }

    ContainerLog log() {
        return log;
    }

    Instant started() {
        return started;
    }

    /** Null while it runs. */
    Instant finished() {
        return finished;
    }

    boolean isRunning() {
        return !exit.isDone();
    }

    void terminate() {
        process.toHandle().destroy(); // unlike the process's own method, it leaves the streams open to be read to their end
    }

    void kill() {
        killSession();
    }

    /** With the first process of a container end all others. */
    private void killSession() {
        ProcessHandle.allProcesses().filter(other -> session(other) == pid()).forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    /** The fourth field behind the name, which is in brackets; 0 when the process is no more. */
    private static long session(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Runs another command among its files. */
    Process execute(String workingDirectory, Map<String, String> environment, List<String> command) throws IOException {
        if (!Files.exists(Path.of("/proc", Long.toString(pid()), "root"))) {
            throw new IOException("the container is not running");
        }
        ProcessBuilder builder = new ProcessBuilder(ContainerRoot.enter(pid(), workingDirectory, command));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }
}
