package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
    @TempDir
    Path directory;

    @Test
    void aStageThatTakesTooLongIsAborted() throws Exception {
        Instant start = Instant.now();
        var run = new Runner(directory).stages(
                """
                stage('slow') {
                    options { timeout(time: 200, unit: 'MILLISECONDS') }
                    steps { sh 'exec sleep 600' }
                    post { aborted { echo 'timed out' } }
                }
                """);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(run.result()).isEqualTo(Result.ABORTED);
        assertThat(run.said()).contains("timed out", "ERROR: timeout: not done within 0.2 s");
    }

    @Test
    void aStageIsTriedAgainAndItsFailuresAreForgottenOnceItSucceeds() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('flaky') {
                    options { retry(3) }
                    stages { stage('inner') { steps { sh 'echo x >> tries; [ $(wc -l < tries) -eq 3 ]' } } }
                }
                stage('after') { steps { echo "result ${currentBuild.currentResult}" } }
                """);
        assertThat(run.result()).isEqualTo(Result.SUCCESS);
        assertThat(run.said()).contains("Retrying (2 of 3)", "Retrying (3 of 3)", "result SUCCESS");
    }

    @Test
    void aStageThatIsTriedAgainTrainsAgain() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('flaky') {
                    options { retry(2) }
                    stages {
                        stage('train') { steps { trainModel(name: 'm', command: 'echo x >> trained; echo loss=1') } }
                        stage('check') { steps { sh '[ $(wc -l < trained) -eq 2 ]' } }
                    }
                }
                """);
        assertThat(run.result()).as(run.log().toString()).isEqualTo(Result.SUCCESS);
        assertThat(directory.resolve("trained")).hasContent("x\nx");
    }

    @Test
    void aLimitAfterRetryIsOneOfEachAttempt() throws Exception {
        LimitedRun run = LimitedRun.ofStages(
                directory,
                """
                stage('slow') {
                    options { retry(2)
                              timeout(time: %1$d, unit: 'SECONDS') }
                    steps { sh 'test -e once || { touch once; exec sleep 600; }' }
                    post { aborted { echo 'timed out' } }
                }
                """,
                OptionsTest::succeeds);
        assertThat(run.outcome().result()).as(run.outcome().log().toString()).isEqualTo(Result.SUCCESS);
        assertThat(run.outcome().said())
                .containsSubsequence("ERROR: timeout: not done within " + run.limit(), "timed out", "Retrying (2 of 2)");
    }

    @Test
    void aLimitBeforeRetryIsOneOfAllAttempts() throws Exception {
        LimitedRun run = LimitedRun.ofStages(
                directory,
                """
                stage('slow') {
                    options { timeout(time: %1$d, unit: 'SECONDS')
                              retry(2) }
                    steps { sh 'echo x >> tries; exec sleep 600' }
                }
                """,
                limited -> limited.directory().resolve("tries").toFile().length() > 0);
        assertThat(run.outcome().result()).isEqualTo(Result.ABORTED);
        assertThat(run.directory().resolve("tries")).hasContent("x");
    }

    @Test
    void aLimitInsideAStageIsAFailureThatItsRetryTriesAgain() throws Exception {
        LimitedRun run = LimitedRun.ofStages(
                directory,
                """
                stage('outer') {
                    options { retry(3) }
                    stages {
                        stage('option') {
                            options { timeout(time: %1$d, unit: 'SECONDS') }
                            steps { sh 'test -e option || { touch option; exec sleep 600; }' }
                        }
                        stage('step') {
                            steps { timeout(time: %1$d, unit: 'SECONDS') { sh 'test -e step || { touch step; exec sleep 600; }' } }
                        }
                    }
                }
                """,
                OptionsTest::succeeds);
        assertThat(run.outcome().result()).as(run.outcome().log().toString()).isEqualTo(Result.SUCCESS);
        assertThat(run.outcome().said()).contains("Retrying (2 of 3)", "Retrying (3 of 3)");
    }

    private static boolean succeeds(LimitedRun run) {
        return run.outcome().result() == Result.SUCCESS;
    }

    @Test
    void whatWasAbortedIsNotTriedAgain() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('both') {
                    failFast true
                    parallel {
                        stage('breaks') { steps { sh 'while ! test -s begun; do sleep 0.05; done; exit 1' } }
                        stage('stopped') {
                            options { retry(2) }
                            steps { sh 'echo x >> begun; exec sleep 600' }
                        }
                    }
                }
                """);
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(directory.resolve("begun")).hasContent("x");
    }

    @Test
    void theOptionsOfThePipelineHoldForAllOfIt() throws Exception {
        var run = new Runner(directory).pipeline(
                """
                agent any
                options { timestamps()
                          retry(2)
                          skipDefaultCheckout() }
                stages { stage('s') { steps { sh 'echo out; rm once 2>/dev/null || { touch once; false; }' } } }
                """);
        assertThat(run.result()).isEqualTo(Result.SUCCESS);
        assertThat(run.log()).filteredOn(line -> line.matches("\\[\\d\\d:\\d\\d:\\d\\d] out")).hasSize(2);
        assertThat(run.log()).anyMatch(line -> line.startsWith("Note: ") && line.contains("skipDefaultCheckout"));
    }

    @Test
    void aTimeoutOfThePipelineStillRunsItsPost() throws Exception {
        var run = new Runner(directory).pipeline(
                """
                agent any
                options { timeout(time: 300, unit: 'MILLISECONDS') }
                stages { stage('s') { steps { sleep 600 } }
                         stage('t') { steps { echo 'no' } } }
                post { always { sh 'echo cleaning' } }
                """);
        assertThat(run.result()).isEqualTo(Result.ABORTED);
        assertThat(run.said()).contains("cleaning").doesNotContain("no");
    }
}
