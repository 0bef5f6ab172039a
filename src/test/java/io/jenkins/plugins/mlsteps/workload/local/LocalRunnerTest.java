package io.jenkins.plugins.mlsteps.workload.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.mlsteps.host.WorkspaceHere;
import io.jenkins.plugins.mlsteps.workload.Workload;
import io.jenkins.plugins.mlsteps.workload.WorkloadHandle;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunnerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(120);

    /** Tells the number of a process in one piece. */
    private static final String TELL = " > child.new; mv child.new child";

    @TempDir
    Path root;

    private LocalRunner runner;

    @BeforeEach
    void needsAPosixShell() {
        assumeTrue(File.separatorChar == '/', "skipped: the local runner needs a POSIX shell");
        runner = new LocalRunner(new WorkspaceHere() {
            @Override
            public <T> T act(Task<T> task) throws IOException, InterruptedException {
                return task.on(root);
            }
        }, Map.of("PATH", System.getenv("PATH")));
    }

    @Test
    void runsACommandInTheWorkspaceWithItsEnvironment() throws Exception {
        Workload workload = workload("echo \"$GREETING from $(basename \"$PWD\")\"", 0);
        WorkloadHandle handle = submit(workload);

        assertThat(end(handle)).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
        assertThat(output(handle)).isEqualTo("hello from " + root.getFileName() + "\n");
    }

    @Test
    void stopsAtTheFirstCommandThatFailsAndTellsItsExitCode() throws Exception {
        WorkloadHandle handle = submit(workload("sh -c 'exit 3'\necho unreachable", 0));

        assertThat(end(handle)).isEqualTo(new WorkloadStatus(Phase.FAILED, 3, "exit code 3"));
        assertThat(output(handle)).isEmpty();
    }

    @Test
    void namesTheSignalThatEndedACommand() throws Exception {
        WorkloadHandle handle = submit(workload("sh -c 'kill -9 $$'", 0));

        assertThat(end(handle).reason()).startsWith("exit code 137: ended by signal 9 (SIGKILL");
    }

    @Test
    void startsOnlyOnceHoweverOftenItIsSubmitted() throws Exception {
        Workload workload = workload("echo started", 0);
        WorkloadHandle handle = submit(workload);
        end(handle);
        runner.submit(workload, handle);

        assertThat(output(handle)).isEqualTo("started\n");
    }

    @Test
    void beginsOnceThoughTheMachineWasKilledBetweenTheLaunchAndTheProcess() throws Exception {
        Workload workload = workload("echo started", 0);
        WorkloadHandle handle = runner.prepare(workload);
        Path scratch = Files.createDirectories(root.resolve("scratch"));
        Files.writeString(scratch.resolve("launched"), "");
        Files.writeString(scratch.resolve("command"), "echo sta"); // as far as it came
        for (int i = 0; i < 5; i++) {
            runner.submit(workload, handle);
        }

        assertThat(end(handle).phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(output(handle)).isEqualTo("started\n");
    }

    @Test
    void isFoundAgainByItsHandleAlone() throws Exception {
        WorkloadHandle handle = submit(workload("echo one; read line < go; echo \"$line\"", 0, "mkfifo go\n"));

        assertThat(runner.status(handle).isFinished()).isFalse();
        until(() -> Files.exists(root.resolve("go")));
        Files.writeString(root.resolve("go"), "two\n");
        assertThat(end(handle).phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(output(handle)).isEqualTo("one\ntwo\n");
    }

    @Test
    void aTimeoutStopsChildrenThatLeftTheSession() throws Exception {
        WorkloadHandle handle = submit(workload("setsid sleep 300 & echo $!" + TELL + "; sleep 300", 1));
        until(() -> Files.exists(root.resolve("child")));

        assertThat(end(handle)).isEqualTo(new WorkloadStatus(Phase.TIMED_OUT, null, "stopped after 1 s"));
        assertThat(isAlive("child")).isFalse();
    }

    @Test
    void childrenThatOutliveTheCommandAreStoppedAndReported() throws Exception {
        WorkloadHandle handle = submit(workload("setsid sleep 300 & echo $!" + TELL, 0));

        assertThat(end(handle).reason()).isEqualTo("1 process(es) it left behind were stopped");
        assertThat(isAlive("child")).isFalse();
    }

    /** Also not where the clock was set after the machine started. */
    @Test
    void isNotLostWhereTheClockOfTheFileServerIsSlow() throws Exception {
        WorkloadHandle handle = submit(workload("while [ ! -e go ]; do sleep 0.05; done", 0));
        Path pid = root.resolve("scratch/pid");
        until(() -> Files.exists(pid));
        Files.setLastModifiedTime(pid, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

        assertThat(runner.status(handle).phase()).isEqualTo(Phase.RUNNING);
        Files.createFile(root.resolve("go"));
        assertThat(end(handle).phase()).isEqualTo(Phase.SUCCEEDED);
    }

    /** A busy machine takes it from its last word to its end. */
    @Test
    void aWrapperThatIsSlowToEndIsNotLeftBehind() throws Exception {
        Path scratch = Files.createDirectories(root.resolve("scratch"));
        Files.createDirectory(scratch.resolve("begun"));
        Files.writeString(scratch.resolve("exit"), "0");
        ProcessBuilder slow = new ProcessBuilder("sleep", "1");
        slow.environment().put(ProcessTree.COOKIE, "test");
        Files.writeString(scratch.resolve("pid"), Long.toString(slow.start().pid()));

        assertThat(runner.status(runner.prepare(workload("true", 0)))).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
    }

    @Test
    void cancellingStopsWithinASecondAlsoWhatIgnoresTheRequest() throws Exception {
        WorkloadHandle handle = submit(workload("trap '' TERM; echo $$" + TELL + "; while :; do sleep 1; done", 0));
        until(() -> Files.exists(root.resolve("child")));

        Instant before = Instant.now();
        runner.cancel(List.of(handle));

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(isAlive("child")).isFalse();
        assertThat(runner.status(handle).phase()).isEqualTo(Phase.CANCELLED);
    }

    @Test
    void aProcessKilledWithItsWrapperIsLost() throws Exception {
        WorkloadHandle handle = submit(workload("sleep 300", 0));
        Path pid = root.resolve("scratch").resolve("pid");
        until(() -> Files.exists(pid));

        new ProcessTree("test", pid).kill();

        assertThat(end(handle).phase()).isEqualTo(Phase.LOST);
    }

    private boolean isAlive(String file) throws IOException {
        long pid = Long.parseLong(Files.readString(root.resolve(file)).trim());
        return ProcessHandle.of(pid).filter(Liveness::isRunning).isPresent();
    }

    private WorkloadHandle submit(Workload workload) throws Exception {
        WorkloadHandle handle = runner.prepare(workload);
        runner.submit(workload, handle);
        return handle;
    }

    private WorkloadStatus end(WorkloadHandle handle) throws Exception {
        until(() -> runner.status(handle).isFinished());
        return runner.status(handle);
    }

    private String output(WorkloadHandle handle) throws Exception {
        return new String(runner.output(handle, 0).bytes(), StandardCharsets.UTF_8);
    }

    private static Workload workload(String command, long timeoutSeconds) {
        return workload(command, timeoutSeconds, "");
    }

    private static Workload workload(String command, long timeoutSeconds, String before) {
        return new Workload(
                "test", Map.of(), before + command, Map.of("GREETING", "hello"), "", "scratch", timeoutSeconds, 0,
                List.of(), List.of(), null, null);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        Instant deadline = Instant.now().plus(DEADLINE);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
