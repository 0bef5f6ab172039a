package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Schemas;
import io.jenkins.plugins.mlsteps.workload.local.Liveness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, sent to a real process. */
class InterruptionTest {
    @TempDir
    Path workspace;

    private void assertStopsInOrder(String step) throws Exception {
        Files.writeString(
                workspace.resolve("Jenkinsfile"),
                """
                pipeline {
                    agent any
                    stages {
                        stage('Work') { steps { %s } }
                        stage('Later') { steps { sh 'touch later' } }
                    }
                    post {
                        always { sh 'touch always' }
                        aborted { sh 'touch aborted' }
                        success { sh 'touch success' }
                    }
                }
                """
                        .formatted(step));
        try (CommandProcess command = CommandProcess.start(workspace, "run")) {
            command.awaitFile(workspace.resolve("child"));
            ProcessHandle child = ProcessHandle.of(
                            Long.parseLong(Files.readString(workspace.resolve("child")).trim()))
                    .orElseThrow();
            command.interrupt();

            assertThat(command.exitStatus()).as(command.said()).isEqualTo(130);
            Deadline.await(Duration.ofMinutes(2), () -> !Liveness.isRunning(child), () -> "the child runs still");
            assertThat(workspace.resolve("always")).exists();
            assertThat(workspace.resolve("aborted")).exists();
            assertThat(workspace.resolve("success")).doesNotExist();
            assertThat(workspace.resolve("later")).doesNotExist();
            assertThat(command.said()).contains("Interrupted").contains("ABORTED");
        }
        MlDirectory ml = MlDirectory.in(workspace);
        assertThat(Json.tree(ml.build()).path("result").asText()).isEqualTo("ABORTED");
        assertThat(ml.report()).exists();
        assertThat(Schemas.problems(ml.root())).isEmpty();
    }

    @Test
    void endsAtOnceWhenInterruptedAgainInPostConditions() throws Exception {
        Files.writeString(
                workspace.resolve("Jenkinsfile"),
                "pipeline { agent any; stages { stage('Work') { steps { sh '" + WORK + "' } } }\n"
                        + "post { always { sh 'echo $$ > last.new; mv last.new last; exec sleep 600' } } }");
        try (CommandProcess command = CommandProcess.start(workspace, "run")) {
            command.awaitFile(workspace.resolve("child"));
            command.interrupt();
            command.awaitFile(workspace.resolve("last"));
            ProcessHandle last = ProcessHandle.of(
                            Long.parseLong(Files.readString(workspace.resolve("last")).trim()))
                    .orElseThrow();
            try {
                command.interrupt();
                assertThat(command.exitStatus()).as(command.said()).isEqualTo(130);
                assertThat(command.said()).contains("Interrupted again: ending at once");
            } finally {
                last.destroyForcibly();
            }
        }
    }

    @Test
    void aScriptThatEndsTheProcessEndsIt() throws Exception {
        Files.writeString(
                workspace.resolve("Jenkinsfile"),
                "pipeline { agent any; stages { stage('Work') { steps { script { System.exit(5) } } } } }");
        try (CommandProcess command = CommandProcess.start(workspace, "run")) {
            assertThat(command.exitStatus()).as(command.said()).isEqualTo(5);
            assertThat(command.said()).contains("System.exit").doesNotContain("Interrupted");
        }
    }

    /** Leaves a grandchild that only ends when it is stopped, and tells its number in one piece. */
    private static final String WORK = "sleep 600 & echo $! > child.new; mv child.new child; wait";

    @Test
    void stopsAShellStepWithItsChildren() throws Exception {
        assertStopsInOrder("sh '" + WORK + "'");
    }

    @Test
    void stopsATrainingCommandAndRecordsIt() throws Exception {
        assertStopsInOrder("trainModel(name: 'm', command: '" + WORK + "')");
        assertThat(Json.tree(MlDirectory.in(workspace).trainRecord("m")).path("status").asText())
                .isEqualTo("ABORTED");
    }

    @Test
    void stopsTheBodyOfATraining() throws Exception {
        assertStopsInOrder("trainModel(name: 'm') { sh '" + WORK + "' }");
    }

    @Test
    void stopsEveryTrialOfAStudy() throws Exception {
        assertStopsInOrder("tuneHyperparams(name: 's', objective: 'loss', direction: 'minimize', trials: 2,"
                + " space: [uniform(name: 'x', min: 0, max: 1)], command: '" + WORK + "')");
    }
}
