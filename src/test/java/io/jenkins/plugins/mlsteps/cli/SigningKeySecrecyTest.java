package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that signs verdicts is not for what is judged by them. */
class SigningKeySecrecyTest {
    private static final List<String> WITH_KEY = List.of("env", "MLSTEPS_SIGNING_KEY=secret");

    @TempDir
    Path workspace;

    @Test
    void aTrainingAndAScriptRunWithoutTheKey() throws Exception {
        Files.writeString(
                workspace.resolve("Jenkinsfile"),
                "pipeline { agent any; stages { stage('a') { steps { sh 'env > script'; trainModel(name: 'm', command: 'env > training') } } } }");

        try (CommandProcess command = CommandProcess.start(workspace, WITH_KEY, "run")) {
            assertThat(command.exitStatus()).as(command.said()).isZero();
        }
        assertThat(workspace.resolve("script")).content().contains("PATH=").doesNotContain("MLSTEPS_SIGNING_KEY");
        assertThat(workspace.resolve("training")).content().contains("PATH=").doesNotContain("MLSTEPS_SIGNING_KEY");
    }
}
