package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.host.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The {@code mlsteps} command as a process of its own, to be watched, interrupted and killed. */
final class CommandProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final Path output;

    private CommandProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the command in a directory with at most 128 MB of heap. */
    static CommandProcess start(Path directory, String... arguments) throws IOException {
        return start(directory, List.of(), arguments);
    }

    /** @param wrapper command line to which that of the Java process is appended */
    static CommandProcess start(Path directory, List<String> wrapper, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(JavaProcess.command(JavaProcess.SMALL, Mlsteps.class, arguments));
        Path output = Files.createTempFile("mlsteps", ".log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new CommandProcess(process, output);
    }

    long pid() {
        return process.pid();
    }

    /** What a terminal sends on Ctrl-C. */
    void interrupt() throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(pid())).start().waitFor();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    int exitStatus() throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("the command ends; it said so far:%n%s", said())
                .isTrue();
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Waits for a file that the work makes. */
    void awaitFile(Path file) throws IOException {
        await(() -> Files.exists(file), file + " appears");
    }

    private void await(BooleanSupplier condition, String what) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(process.isAlive()).as("the command runs until %s; it said:%n%s", what, said()).isTrue();
            assertThat(Instant.now()).as("%s; the command said:%n%s", what, said()).isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        Files.delete(output);
    }
}
