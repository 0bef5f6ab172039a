package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that hurt the machine they run on. */
class HostileTrainingTest {
    @TempDir
    Path workspace;

    private void printsAndEnds(long bytes) throws Exception {
        String command = "yes 'a trainer that talks too much, without a metric' | head -c " + bytes
                + "; echo; echo loss=0.25";
        try (CommandProcess training =
                CommandProcess.start(workspace, "train", "--name", "m", "--command", command)) {
            assertThat(training.exitStatus()).as("with a heap of 128 MB").isZero();
            assertThat(training.said().length()).isLessThan(11 << 20);
            assertThat(training.said()).contains("more than 10 MiB of output").contains("loss=0.25");
        }
        assertThat(Json.tree(MlDirectory.in(workspace).trainRecord("m"))
                        .at("/metrics/loss")
                        .asDouble())
                .isEqualTo(0.25);
    }

    @Test
    void outputBeyondTheHeapIsReadToItsEnd() throws Exception {
        printsAndEnds(200_000_000);
    }

    @Tag("slow")
    @Test
    void aGigabyteOfOutputIsReadToItsEnd() throws Exception {
        printsAndEnds(1_000_000_000);
    }

    @Test
    void aFullDiskFailsTheRunNamingTheFileAndTheNextRunWorks(@TempDir Path disk) throws Exception {
        assumeTrue(
                new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", disk.toString())
                                .start()
                                .waitFor()
                        == 0,
                "skipped: this user may not mount a small file system in a namespace of its own");
        Files.createFile(workspace.resolve("fill"));
        Files.writeString(
                workspace.resolve("Jenkinsfile"),
                """
                pipeline {
                    agent any
                    stages {
                        stage('Fill') {
                            steps { sh 'if [ -e %1$s ]; then rm %1$s; head -c 9000000 /dev/zero > big || true; fi' }
                        }
                        stage('Train') { steps { trainModel(name: 'm', command: 'echo loss=0.5') } }
                    }
                }
                """
                        .formatted(workspace.resolve("fill")));
        List<String> onSmallDisk = List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=2m none \"$0\" || exit 99; \"$@\"; echo first ended with $?; rm \"$0/big\"; exec \"$@\"",
                disk.toString());
        try (CommandProcess runs = CommandProcess.start(
                workspace, onSmallDisk, "run", "Jenkinsfile", "--workspace", disk.toString())) {
            assertThat(runs.exitStatus()).as(runs.said()).isZero();
            assertThat(runs.said())
                    .contains("ERROR: " + disk)
                    .contains("cannot be written: No space left on device")
                    .contains("first ended with 1")
                    .contains("trained 'm'")
                    .doesNotContain("Exception in thread");
        }
    }
}
