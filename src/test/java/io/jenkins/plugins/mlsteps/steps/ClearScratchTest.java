package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** On Windows the directory that a process is in cannot be removed; that of this file system's is such a one. */
class ClearScratchTest {
    private static final String RUNS = "C:\\w\\.mlsteps\\runs\\train\\churn";

    @Test
    void passesOverWhatAProcessOfAnEarlierRunHoldsAndSaysSo() throws Exception {
        try (FileSystem windows = holding(RUNS + "\\churn-1\\held")) {
            TestHost host = new TestHost(windows.getPath("..\\..\\..\\..\\..\\.."));
            Path runs = windows.getPath(RUNS);
            Files.writeString(runs.resolve("churn-1\\output"), "loss=1");
            Files.createDirectories(runs.resolve("churn-2\\model"));
            Files.createDirectories(runs.resolve("checkpoint"));

            ClearScratch.of("ml/train/churn", "churn", host);

            assertThat(runs.resolve("churn-1\\output")).doesNotExist();
            assertThat(runs.resolve("churn-2")).doesNotExist();
            assertThat(runs.resolve("checkpoint")).doesNotExist();
            assertThat(host.lines())
                    .singleElement()
                    .asString()
                    .startsWith("churn: what an earlier run left stays")
                    .endsWith("churn-1\\held");
        }
    }

    @Test
    void neverGoesOnFromACheckpointThatCannotBeRemoved() throws Exception {
        try (FileSystem windows = holding(RUNS + "\\checkpoint")) {
            TestHost host = new TestHost(windows.getPath("..\\..\\..\\..\\.."));

            assertThatThrownBy(() -> ClearScratch.of("ml/train/churn", "churn", host)).isInstanceOf(FileSystemException.class);
        }
    }

    private static FileSystem holding(String directory) {
        return Jimfs.newFileSystem(
                Configuration.windows().toBuilder().setWorkingDirectory(directory).build());
    }
}
