package io.jenkins.plugins.mlsteps.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.workload.local.Unwaited;
import java.nio.file.Path;
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

    private void noteDown(ProcessHandle process) throws Exception {
        String start = process.info().startInstant().orElseThrow().toString();
        Json.write(directory.resolve(process.pid() + ".json"), Map.of("pid", process.pid(), "start", start));
    }
}
