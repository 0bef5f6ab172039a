package io.jenkins.plugins.mlsteps.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndedBuildTest {
    private static final EndedBuild FIRST = new EndedBuild(1, Result.SUCCESS);
    private static final EndedBuild THIRD = new EndedBuild(3, Result.FAILURE);

    @TempDir
    Path directory;

    @Test
    void aLineThatAKilledProcessLeftHalfWrittenHidesNoOtherRun() throws Exception {
        Path history = directory.resolve("state/history.jsonl");
        FIRST.append(history);
        Files.writeString(history, "{\"number\":2,\"res", StandardOpenOption.APPEND);

        THIRD.append(history);

        assertThat(EndedBuild.read(history)).containsExactly(FIRST, THIRD);
    }
}
