package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceInUseTest {
    @TempDir
    Path workspace;

    @Test
    void aSecondRunIsRefusedAndToldWhoIsThere() throws Exception {
        Files.writeString(
                workspace.resolve("Jenkinsfile"),
                "pipeline { agent any; stages { stage('Work') { steps {"
                        + " sh 'touch working; until [ -e go ]; do sleep 0.02; done' } } } }");
        try (CommandProcess first = CommandProcess.start(workspace, "run")) {
            first.awaitFile(workspace.resolve("working"));
            try (CommandProcess second = CommandProcess.start(workspace, "run");
                    CommandProcess step = CommandProcess.start(
                            workspace, "train", "--name", "m", "--command", "touch trained")) {
                assertThat(second.exitStatus()).isEqualTo(2);
                assertThat(second.said()).contains("in use by process " + first.pid() + " since 20");
                assertThat(step.exitStatus()).isEqualTo(2);
                assertThat(step.said()).contains("in use by process " + first.pid());
                assertThat(workspace.resolve("trained")).doesNotExist();
            }
            Files.createFile(workspace.resolve("go"));
            assertThat(first.exitStatus()).as(first.said()).isZero();
        }
    }
}
