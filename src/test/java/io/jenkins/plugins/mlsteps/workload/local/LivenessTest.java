package io.jenkins.plugins.mlsteps.workload.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cluster.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessTest {
    private static final Duration DEADLINE = Duration.ofSeconds(120);

    @Test
    void aProcessThatNobodyWaitsForHasEnded() throws Exception {
        try (Unwaited sleeping = new Unwaited("sleep 300")) {
            assertThat(Liveness.isRunning(sleeping.process())).isTrue();

            sleeping.process().destroy();
            Liveness.awaitEnd(List.of(sleeping.process()), DEADLINE);

            assertThat(Liveness.isRunning(sleeping.process())).isFalse();
            assertThat(sleeping.process().isAlive()).as("still in the table of processes").isTrue();
        }
    }

    @Test
    void waitingEndsAtTheLimit() throws Exception {
        try (Unwaited sleeping = new Unwaited("sleep 300")) {
            Liveness.awaitEnd(List.of(sleeping.process()), Duration.ofMillis(50));

            assertThat(Liveness.isRunning(sleeping.process())).isTrue();
        }
    }

    @Test
    void aWorkloadEndsWithProcessesThatNobodyWaitsFor(@TempDir Path scratch) throws Exception {
        try (Unwaited sleeping = new Unwaited(ProcessTree.COOKIE + "=unwaited sleep 300")) {
            Path pid = Files.writeString(
                    scratch.resolve("pid"), Long.toString(sleeping.process().pid()));
            ProcessTree tree = new ProcessTree("unwaited", pid);
            Deadline.await(DEADLINE, tree::isAlive, () -> "no member");

            assertThat(tree.kill()).isEqualTo(1);
            assertThat(tree.isAlive()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"S, 1, false", "Z, 1, true", "X, 1, true", "D, 4, false", "Z, 3, false"})
    void aProcessEndsWithItsLastThread(String state, int threads, boolean ended) {
        String stat = "42 (a) Z (b) " + state + " 1 42 42 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 " + threads + " 0 1234 0 0\n";

        assertThat(Liveness.hasEnded(stat)).isEqualTo(ended);
    }
}
