package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Schemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --resume} after {@code kill -9}. */
class ResumeTest {
    /** A command that says that it runs, then waits for leave to end. */
    private static final String WAITS = "touch waiting; until [ -e go ]; do sleep 0.02; done";

    @TempDir
    Path workspace;

    private void killWhileItWaits() throws Exception {
        try (CommandProcess command = CommandProcess.start(workspace, "run")) {
            command.awaitFile(workspace.resolve("waiting"));
            command.kill();
        }
        Files.createFile(workspace.resolve("go"));
    }

    private String resume() throws Exception {
        try (CommandProcess command = CommandProcess.start(workspace, "run", "--resume")) {
            assertThat(command.exitStatus()).as(command.said()).isZero();
            return command.said();
        }
    }

    private void jenkinsfile(String step) throws Exception {
        Files.writeString(
                workspace.resolve("Jenkinsfile"),
                """
                pipeline {
                    agent any
                    stages {
                        stage('First') { steps { sh 'echo ran >> first' } }
                        stage('Second') { steps { %s } }
                        stage('Third') { steps { sh 'echo ran >> third' } }
                    }
                }
                """
                        .formatted(step));
    }

    private void assertEachStageRanOnce() throws Exception {
        assertThat(workspace.resolve("first")).hasContent("ran");
        assertThat(workspace.resolve("third")).hasContent("ran");
        MlDirectory ml = MlDirectory.in(workspace);
        assertThat(Json.tree(ml.build()).path("result").asText()).isEqualTo("SUCCESS");
        assertThat(Schemas.problems(ml.root())).isEmpty();
    }

    @Test
    void aStudyKeepsItsTrialsAndTheOneInFlight() throws Exception {
        jenkinsfile(
                """
                tuneHyperparams(name: 's', objective: 'loss', direction: 'minimize', trials: 6, seed: 1,
                    space: [uniform(name: 'x', min: 0, max: 1)],
                    command: 'echo $ML_TRIAL >> trials; if [ $ML_TRIAL = 3 ]; then %s; fi; echo loss=${x}')
                """
                        .formatted(WAITS));
        killWhileItWaits();
        assertThat(Files.readAllLines(workspace.resolve("trials"))).containsExactly("0", "1", "2", "3");
        resume();
        assertThat(Files.readAllLines(workspace.resolve("trials")))
                .containsExactlyElementsOf(IntStream.range(0, 6).mapToObj(Integer::toString).toList());
        assertThat(Json.tree(MlDirectory.in(workspace).tune("s").resolve("study.json"))
                        .path("states")
                        .path("COMPLETE")
                        .asInt())
                .isEqualTo(6);
        assertEachStageRanOnce();
    }

    @Test
    void aTrainingGoesOnAsTheProcessThatSurvived() throws Exception {
        jenkinsfile("trainModel(name: 'm', command: 'echo ran >> second; echo loss=0.5; %s; echo loss=0.25')"
                .formatted(WAITS));
        killWhileItWaits();
        resume();
        assertThat(workspace.resolve("second")).hasContent("ran");
        MlDirectory ml = MlDirectory.in(workspace);
        assertThat(Files.readAllLines(ml.metrics("m"))).hasSize(2);
        assertThat(Json.tree(ml.trainRecord("m")).path("metrics").path("loss").asDouble())
                .isEqualTo(0.25);
        assertEachStageRanOnce();
    }

    @Test
    void aScriptIsStoppedAndItsStageRunsAgain() throws Exception {
        jenkinsfile("sh 'echo ran >> second; %s'".formatted(WAITS));
        killWhileItWaits();
        resume();
        assertThat(Files.readAllLines(workspace.resolve("second"))).containsExactly("ran", "ran");
        assertEachStageRanOnce();
    }

    @Test
    void aStageThatWasTriedAgainRunsWithAllInsideIt() throws Exception {
        Files.writeString(
                workspace.resolve("Jenkinsfile"),
                """
                pipeline {
                    agent any
                    stages {
                        stage('X') {
                            options { retry(2) }
                            stages {
                                stage('A') { steps { sh 'echo ran >> a; if [ $(wc -l < a) = 2 ]; then %s; fi' } }
                                stage('B') { steps { sh '[ $(wc -l < a) -ge 3 ]' } }
                            }
                        }
                    }
                }
                """
                        .formatted(WAITS));
        killWhileItWaits();
        resume();
        assertThat(Files.readAllLines(workspace.resolve("a"))).hasSize(3);
    }

    @Test
    void aBranchThatFailedBeforeTheKillRunsAgainAndMayPass() throws Exception {
        Files.writeString(
                workspace.resolve("Jenkinsfile"),
                """
                pipeline {
                    agent any
                    stages { stage('both') { parallel {
                        stage('flaky') {
                            steps { sh '[ -e go ]' }
                            post { failure { sh 'touch failed' } }
                        }
                        stage('long') { stages {
                            stage('meet') { steps { sh 'until [ -e failed ]; do sleep 0.02; done' } }
                            stage('hold') { steps { sh '%s' } }
                        } }
                    } } }
                }
                """
                        .formatted(WAITS));
        killWhileItWaits();
        assertThat(resume()).contains("Stage 'both/long/meet' is done already");
    }

    @Test
    void aTrainingOfABranchInAScriptThatEndedIsNotRepeated() throws Exception {
        Files.writeString(
                workspace.resolve("Jenkinsfile"),
                """
                pipeline {
                    agent any
                    stages { stage('Folds') { steps { script {
                        parallel(
                            quick: {
                                trainModel(name: 'quick', command: 'echo ran >> quick; echo loss=1')
                                sh 'touch ended'
                            },
                            slow: {
                                sh 'until [ -e ended ]; do sleep 0.02; done'
                                trainModel(name: 'slow', command: '%s; echo ran >> slow; echo loss=2')
                            })
                    } } } }
                }
                """
                        .formatted(WAITS));
        killWhileItWaits();
        resume();
        assertThat(workspace.resolve("quick")).hasContent("ran");
        assertThat(workspace.resolve("slow")).hasContent("ran");
    }

    @Test
    void fieldsOfTheScriptHaveTheValuesThatTheyHad() throws Exception {
        Files.writeString(
                workspace.resolve("Jenkinsfile"),
                """
                import groovy.transform.Field
                @Field int count = 0
                @Field final String start = Long.toString(System.nanoTime())
                @Field static final String NAME = 'churn'
                def line() { "$NAME $count $start" }
                pipeline {
                    agent any
                    stages {
                        stage('First') { steps { script { count = 3 }
                                                 writeFile file: 'before', text: line() } }
                        stage('Second') { steps { sh '%s' } }
                        stage('Third') { steps { writeFile file: 'after', text: line() } }
                    }
                }
                """
                        .formatted(WAITS));
        killWhileItWaits();
        resume();
        assertThat(workspace.resolve("after")).hasSameTextualContentAs(workspace.resolve("before"));
        assertThat(workspace.resolve("after")).content().startsWith("churn 3 ");
    }

    @Test
    void theNumberOfAStepInBetweenIsNotGivenAgain() throws Exception {
        jenkinsfile("sh '%s'".formatted(WAITS));
        killWhileItWaits();
        try (CommandProcess train =
                CommandProcess.start(workspace, "train", "--name", "m", "--command", "echo loss=1")) {
            assertThat(train.exitStatus()).as(train.said()).isZero();
        }
        resume();
        try (CommandProcess next = CommandProcess.start(workspace, "run")) {
            assertThat(next.exitStatus()).as(next.said()).isZero();
        }
        assertThat(Json.tree(MlDirectory.in(workspace).build()).path("number").asInt())
                .isEqualTo(3);
    }

    @Test
    void thereIsNothingToResumeAfterARunThatEnded() throws Exception {
        Files.createFile(workspace.resolve("go"));
        jenkinsfile("sh 'true'");
        try (CommandProcess command = CommandProcess.start(workspace, "run")) {
            assertThat(command.exitStatus()).isZero();
        }
        try (CommandProcess command = CommandProcess.start(workspace, "run", "--resume")) {
            assertThat(command.exitStatus()).isEqualTo(2);
            assertThat(command.said()).contains("nothing to resume").contains("run #1 ended with SUCCESS");
        }
    }
}
