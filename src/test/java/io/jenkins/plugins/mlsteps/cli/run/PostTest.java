package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostTest {
    private static final String EVERY_CONDITION =
            """
            post {
                cleanup { echo 'cleanup' }
                success { echo 'success' }
                failure { echo 'failure' }
                unstable { echo 'unstable' }
                aborted { echo 'aborted' }
                unsuccessful { echo 'unsuccessful' }
                changed { echo 'changed' }
                fixed { echo 'fixed' }
                regression { echo 'regression' }
                always { echo 'always' }
            }
            """;

    @TempDir
    Path directory;

    private List<String> after(String steps) throws Exception {
        return new Runner(directory)
                .pipeline("agent any\nstages { stage('s') { steps { " + steps + " } } }\n" + EVERY_CONDITION)
                .said();
    }

    @Test
    void theConditionsThatAreMetRunInJenkinssOrder() throws Exception {
        assertThat(after("echo 'work'")).containsExactly("work", "always", "changed", "success", "cleanup");
        assertThat(after("echo 'work'")).containsExactly("work", "always", "success", "cleanup");
        assertThat(after("unstable 'u'"))
                .containsExactly(
                        "WARNING: u", "always", "changed", "regression", "unstable", "unsuccessful", "cleanup");
        assertThat(after("error 'e'"))
                .containsExactly("ERROR: e", "always", "changed", "regression", "failure", "unsuccessful", "cleanup");
        assertThat(after("echo 'work'")).containsExactly("work", "always", "changed", "fixed", "success", "cleanup");
        assertThat(after("catchError(buildResult: 'ABORTED') { error 'e' }"))
                .containsExactly("ERROR: e", "always", "changed", "regression", "aborted", "unsuccessful", "cleanup");
    }

    @Test
    void aStageHasItsOwnPostWhichSeesItsEnvironmentAndItsOwnResult() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('a') { steps { catchError(stageResult: 'UNSTABLE', buildResult: 'UNSTABLE') { error 'x' } }
                             post { unstable { echo 'a is unstable' } } }
                stage('b') { environment { WHERE = 'b' }
                             steps { echo 'fine' }
                             post { unstable { sh 'echo post of $WHERE' } } }
                """);
        assertThat(run.result()).isEqualTo(Result.UNSTABLE);
        assertThat(run.said()).containsExactly("ERROR: x", "a is unstable", "fine", "post of b");
    }

    /** In Jenkins a stage is a success only while the build is one. */
    @Test
    void aStageSeesInItsPostWhatEarlierStagesMadeOfTheBuildAndNotWhatTheyWereThemselves() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('a') { steps { catchError(stageResult: 'FAILURE', buildResult: 'SUCCESS') { error 'x' } }
                             post { failure { echo 'a failed' } } }
                stage('b') { steps { echo 'fine' }
                             post { success { echo 'b is a success' } } }
                stage('c') { steps { script { currentBuild.result = 'UNSTABLE' } }
                             post { unstable { echo 'c is unstable' } } }
                stage('d') { steps { echo 'fine too' }
                             post { success { echo 'd is a success' }
                                    unstable { echo 'd is unstable' } } }
                """);
        assertThat(run.said())
                .containsExactly("ERROR: x", "a failed", "fine", "b is a success", "c is unstable", "fine too", "d is unstable");
    }

    @Test
    void aBranchDoesNotSeeInItsPostThatAnotherFailed() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('both') { parallel {
                    stage('bad') { steps { error 'x' }
                                   post { failure { writeFile file: 'failed', text: '' } } }
                    stage('good') { steps { sh 'until [ -e failed ]; do sleep 0.02; done' }
                                    post { success { echo 'was good' }
                                           failure { echo 'was bad' } } }
                } }
                """);
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.said()).contains("[good] was good").doesNotContain("[good] was bad");
    }

    @Test
    void currentBuildIsInPostWhatBecameOfTheWorkBeforeItAndElsewhereWhatStepsMadeOfTheBuild() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('a') { steps { echo "a ${currentBuild.result} ${currentBuild.currentResult}" }
                             post { always { echo "a post ${currentBuild.result}" } } }
                stage('b') {
                    options { retry(2) }
                    steps { script { if (!fileExists('b')) { writeFile file: 'b', text: ''; unstable 'u'; error 'e' } } }
                    post { failure { echo "b failure ${currentBuild.result}" }
                           unstable { echo "b unstable ${currentBuild.result}" } } }
                stage('c') { steps { echo "c ${currentBuild.result}" } }
                """);
        assertThat(run.result()).isEqualTo(Result.UNSTABLE);
        assertThat(run.said())
                .containsExactly(
                        "a null SUCCESS", "a post SUCCESS", "WARNING: u", "ERROR: e", "b failure FAILURE", "Retrying (2 of 2)",
                        "b unstable UNSTABLE", "c UNSTABLE");
    }

    @Test
    void aStageWhoseConditionFailedHasNoPostUnlessItHasBranches() throws Exception {
        var steps = new Runner(directory).stages(
                """
                stage('a') { when { expression { error 'x' } }
                             steps { echo 'work' }
                             post { always { echo 'post of a' } } }
                """);
        var branches = new Runner(directory).stages(
                """
                stage('b') { when { expression { error 'x' } }
                             parallel { stage('c') { steps { echo 'work' } } }
                             post { always { echo 'post of b' } } }
                """);
        assertThat(steps.said()).containsExactly("ERROR: x");
        assertThat(branches.said()).containsExactly("ERROR: x", "post of b");
    }

    @Test
    void whatATimeLimitStoppedIsAbortedWhateverCatchesIt() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('a') { steps { warnError('caught') { timeout(time: 100, unit: 'MILLISECONDS') { sh 'exec sleep 60' } }
                                     echo "then ${currentBuild.result}" }
                             post { aborted { echo 'a aborted' } } }
                """);
        assertThat(run.result()).isEqualTo(Result.ABORTED);
        assertThat(run.said()).contains("caught", "then ABORTED", "a aborted");
    }

    @Test
    void anErrorInOneConditionFailsTheBuildAndLetsTheOthersRun() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('a') { steps { echo 'work' }
                             post { always { error 'in post' }
                                    failure { echo 'now a failure' }
                                    cleanup { echo 'clean' } } }
                stage('b') { steps { echo 'no' } }
                """);
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.said())
                .containsExactly(
                        "work",
                        "ERROR: in post { always }: in post",
                        "now a failure",
                        "clean",
                        "Stage 'b' skipped due to earlier failure(s)");
    }

    @Test
    void thePostOfASkippedStageDoesNotRun() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('a') {
                             when { expression { false } }
                             steps { echo 'no' }
                             post { always { echo 'no' } } }
                """);
        assertThat(run.said()).containsExactly("Stage 'a' skipped due to when conditional");
    }
}
