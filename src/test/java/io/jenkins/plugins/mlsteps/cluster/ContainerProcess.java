package io.jenkins.plugins.mlsteps.cluster;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One run of a container's command as a process of this machine. */
final class ContainerProcess {
    private final Process process;
    private final Path log;
    private final Instant started = Instant.now();
    private final CompletableFuture<Integer> exit;
    private volatile Instant finished;

    /** @param command that a {@link ContainerRoot} starts */
    ContainerProcess(List<String> command, Map<String, String> environment, Path log) throws IOException {
        this.log = log;
        ContainerLog lines = new ContainerLog(log);
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        process = builder.start();
        CompletableFuture<Void> out = copied(lines, process.getInputStream(), "stdout");
        CompletableFuture<Void> err = copied(lines, process.getErrorStream(), "stderr");
        exit = CompletableFuture.allOf(out, err)
                .thenCombine(process.onExit(), (nothing, ended) -> finish(lines, ended));
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

    private int finish(ContainerLog lines, Process ended) {
        try {
            lines.close();
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

    Path log() {
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
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
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
