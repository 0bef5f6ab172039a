package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of work that goes on after its time, as in Jenkins. */
class TimeoutTest {
    private static final String LIMIT = "timeout(time: 300, unit: 'MILLISECONDS')";

    @TempDir
    Path directory;

    private Runner.Outcome steps(String steps) throws Exception {
        return new Runner(directory).steps(steps.replace("LIMIT", LIMIT));
    }

    @Test
    void workThatCatchesTheEndOfItsTimeGoesOn() throws Exception {
        var run = steps(
                """
                script {
                    LIMIT { try { sleep 60 } catch (e) { echo "caught ${e.message}" }
                            echo 'goes on' }
                    echo "then ${currentBuild.currentResult}"
                }
                """);
        assertThat(run.said()).containsExactly("caught timeout: not done within 0.3 s", "goes on", "then SUCCESS");
        assertThat(run.result()).isEqualTo(Result.SUCCESS);
    }

    @Test
    void anErrorCaughtInsideMakesTheBuildAbortedAndGoesOn() throws Exception {
        var run = steps(
                """
                LIMIT { catchError(buildResult: 'SUCCESS') { sleep 60 }
                        echo 'goes on' }
                echo "then ${currentBuild.currentResult}"
                """);
        assertThat(run.said()).containsExactly("ERROR: timeout: not done within 0.3 s", "goes on", "then ABORTED");
    }

    @Test
    void aStopThatMayNotBeCaughtEndsItsLimitAndIsAnErrorOutsideOfIt() throws Exception {
        var run = steps(
                """
                catchError(catchInterruptions: false) {
                    LIMIT { catchError(catchInterruptions: false) { sleep 60 }
                            echo 'not reached' }
                }
                echo 'goes on'
                """);
        assertThat(run.said()).containsExactly("ERROR: timeout: not done within 0.3 s", "goes on");
        assertThat(run.result()).isEqualTo(Result.ABORTED);
    }

    @Test
    void whatFailsAfterItsTimeSaysWhy() throws Exception {
        var run = steps("script { LIMIT { try { sleep 60 } catch (e) { error 'no model' } } }");
        assertThat(run.said()).containsExactly("ERROR: no model");
        assertThat(run.result()).isEqualTo(Result.FAILURE);
    }

    @Test
    void branchesMayGoOnToo() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('both') {
                    options { timeout(time: 1, unit: 'SECONDS') }
                    parallel {
                        stage('a') { steps { script { try { sleep 60 } catch (e) { echo 'a goes on' } } } }
                        stage('b') { steps { sh 'exec sleep 60' } }
                    }
                }
                """);
        assertThat(run.said()).contains("[a] a goes on", "[b] ERROR: timeout: not done within 1.0 s");
        assertThat(run.result()).isEqualTo(Result.ABORTED);
    }

    @Test
    void aLimitInABodyStopsTheTrainingAndFailsATrialAlone() throws Exception {
        var run = steps(
                """
                script {
                    try { trainModel(name: 'm', retries: 2) { LIMIT { sleep 60 } } } catch (e) { echo e.message }
                    def t = tuneHyperparams(name: 't', objective: 'loss', direction: 'minimize', trials: 3,
                                            space: [uniform(name: 'x', min: 0, max: 1)]) {
                        if (env.ML_TRIAL == '1') { LIMIT { sleep 60 } }
                        echo "loss=${env.ML_TRIAL}"
                    }
                    echo "best is ${t.trial}"
                }
                catchError(buildResult: 'SUCCESS') { trainModel(name: 'n') { LIMIT { sleep 60 } } }
                """);
        assertThat(run.said()).contains("timeout: not done within 0.3 s", "best is 0");
        assertThat(run.result()).isEqualTo(Result.ABORTED);
        assertThat(directory.resolve("ml/tune/t/trials.jsonl"))
                .content()
                .contains("\"state\":\"FAILED\"", "timeout: not done within 0.3 s");
    }
}
