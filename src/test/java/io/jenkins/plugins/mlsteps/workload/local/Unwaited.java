package io.jenkins.plugins.mlsteps.workload.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mlsteps.cluster.Deadline;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** A process whose parent never waits for it, as process 1 of a container that has no init does not for orphans. */
public final class Unwaited implements AutoCloseable {
    private final Process parent;
    private final ProcessHandle child;

    /** @param command of one process */
    public Unwaited(String command) throws IOException, InterruptedException {
        Assumptions.assumeTrue(File.separatorChar == '/', "skipped: needs a POSIX shell");
        parent = new ProcessBuilder("sh", "-c", command + " > /dev/null & echo $!; exec sleep 300").start();
        BufferedReader said = parent.inputReader(UTF_8);
        child = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
        Deadline.await(
                Duration.ofSeconds(120), this::isShellGone, () -> "the shell, which could still ask for its child");
    }

    private boolean isShellGone() {
        return parent.info().arguments().filter(a -> Arrays.equals(a, new String[] {"300"})).isPresent();
    }

    public ProcessHandle process() {
        return child;
    }

    @Override
    public void close() {
        child.destroyForcibly();
        parent.destroyForcibly();
    }
}
