package io.jenkins.plugins.mlsteps.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.workload.local.Unwaited;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    Path directory;

    @Test
    void stopsAScriptThatWasLeftButOnceAlsoWhenNobodyWaitsForIt() throws Exception {
        try (Unwaited script = new Unwaited("sleep 300")) {
            noteDown(script.process());
            assertThat(new Processes(directory).stopLeftovers()).isEqualTo(1);

            noteDown(script.process());
            assertThat(new Processes(directory).stopLeftovers()).isZero();
        }
    }

    @Test
    void stopsAScriptWhoseStartReadsOtherwiseSinceTheClockWasSetAndNoOtherProcess() throws Exception {
        try (Unwaited script = new Unwaited("sleep 300")) {
            noteDown(script.process(), Duration.ofSeconds(3));
            assertThat(new Processes(directory).stopLeftovers()).isZero();

            noteDown(script.process(), Duration.ofSeconds(-1));
            assertThat(new Processes(directory).stopLeftovers()).isEqualTo(1);
        }
    }

    private void noteDown(ProcessHandle process) throws Exception {
        noteDown(process, Duration.ZERO);
    }

    private void noteDown(ProcessHandle process, Duration later) throws Exception {
        Instant start = process.info().startInstant().orElseThrow().plus(later);
        Json.write(directory.resolve(process.pid() + ".json"), Map.of("pid", process.pid(), "start", start.toString()));
    }
}
