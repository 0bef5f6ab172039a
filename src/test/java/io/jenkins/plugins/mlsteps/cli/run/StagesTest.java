package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {
    @TempDir
    Path directory;

    @Test
    void stagesRunInTheOrderTheyAreWritten() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('a') { steps { echo 'one' } }
                stage('b') { stages {
                    stage('c') { steps { echo 'two' } }
                    stage('d') { steps { echo 'three' } }
                } }
                stage('e') { steps { echo 'four' } }
                """);
        assertThat(run.said()).containsExactly("one", "two", "three", "four");
        assertThat(run.log()).contains("▶ a", "▶ b", "▶ b / c", "▶ b / d", "▶ e");
        assertThat(run.result()).isEqualTo(Result.SUCCESS);
    }

    @Test
    void afterAFailureTheRemainingStagesAreSkipped() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('a') { stages { stage('b') { steps { error 'broken' } }
                                      stage('c') { steps { echo 'not me' } } } }
                stage('d') { steps { echo 'nor me' } }
                """);
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.said())
                .containsExactly(
                        "ERROR: broken",
                        "Stage 'a/c' skipped due to earlier failure(s)",
                        "Stage 'd' skipped due to earlier failure(s)");
    }

    @Test
    void anUnstableStageDoesNotKeepTheNextFromRunning() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('a') { steps { unstable 'shaky'
                                     echo 'still here' } }
                stage('b') { steps { echo "so far ${currentBuild.result}" } }
                """);
        assertThat(run.result()).isEqualTo(Result.UNSTABLE);
        assertThat(run.said()).containsExactly("WARNING: shaky", "still here", "so far UNSTABLE");
    }

    @Test
    void skipStagesAfterUnstableSkipsThem() throws Exception {
        var run = new Runner(directory).pipeline(
                """
                agent any
                options { skipStagesAfterUnstable() }
                stages {
                    stage('a') { steps { unstable 'shaky' } }
                    stage('b') { steps { echo 'no' } }
                }
                """);
        assertThat(run.said())
                .containsExactly("WARNING: shaky", "Stage 'b' skipped due to earlier stage(s) marking the build as unstable");
    }

    @Test
    void branchesRunAtTheSameTimeAndTheirLinesCarryTheirNames() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('both') { parallel {
                    stage('left') { steps { sh 'touch left; until [ -e right ]; do sleep 0.02; done; echo met' } }
                    stage('right') { steps { sh 'touch right; until [ -e left ]; do sleep 0.02; done; echo met' } }
                } }
                """);
        assertThat(run.result()).isEqualTo(Result.SUCCESS);
        assertThat(run.said()).contains("[left] met", "[right] met");
    }

    @Test
    void aFailedBranchLetsTheOthersFinishAndFailsTheBuild() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('both') { parallel {
                    stage('bad') { steps { sh 'touch broken; false' } }
                    stage('good') { steps { sh 'until [ -e broken ]; do sleep 0.02; done'
                                            echo 'finished' } }
                } }
                """);
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.said()).contains("[good] finished");
    }

    @Test
    void anErrorOfJavaInABranchFailsTheBuild() throws Exception {
        var run = new Runner(directory).pipeline(
                """
                agent any
                stages {
                    stage('both') { parallel {
                        stage('good') { steps { echo 'fine' } }
                        stage('bad') {
                            steps { script { throw new OutOfMemoryError('Java heap space') } }
                            post { failure { echo 'cleaned up' } }
                        }
                    } }
                    stage('after') { steps { echo 'deployed' } }
                }
                post { failure { echo 'told' } }
                """);
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.said())
                .contains("[bad] ERROR: OutOfMemoryError: Java heap space", "[bad] cleaned up", "told")
                .doesNotContain("deployed");
    }

    @Test
    void progressThatCannotBeWrittenInABranchFailsTheBuild() throws Exception {
        var run = new Runner(directory).pipeline(
                """
                agent any
                stages {
                    stage('both') { parallel {
                        stage('bad') { steps { sh 'cd .mlsteps/run; rm journal.json; mkdir -p journal.json/taken' } }
                    } }
                    stage('after') { steps { echo 'deployed' } }
                }
                post { failure { sh 'rm -r .mlsteps/run/journal.json' } }
                """);
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.said())
                .anyMatch(line -> line.startsWith("[bad] ERROR: ") && line.contains("journal.json"))
                .doesNotContain("deployed");
    }

    @Test
    void failFastStopsTheOtherBranchesAndTheBuildIsAFailure() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('both') {
                    failFast true
                    parallel {
                        stage('bad') { steps { sh 'until [ -e started ]; do sleep 0.02; done; false' } }
                        stage('slow') {
                            steps { sh 'touch started; exec sleep 600' }
                            post { aborted { echo 'was stopped' } }
                        }
                    }
                }
                """);
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.said()).contains("[slow] Stopped: branch 'bad' failed", "[slow] was stopped");
    }

    @Test
    void aStageWhoseBranchesHadToStopIsAFailureAsTheOneThatFailed() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('both') {
                    failFast true
                    parallel {
                        stage('bad') { steps { sh 'until [ -e started ]; do sleep 0.02; done; false' } }
                        stage('slow') {
                            stages { stage('inner') { steps { sh 'touch started; exec sleep 600' } } }
                            post { aborted { echo 'was stopped' } }
                        }
                    }
                    post {
                        aborted { echo 'both stopped' }
                        failure { echo 'both failed' }
                    }
                }
                """);
        assertThat(run.said()).contains("[slow] was stopped", "both failed").doesNotContain("both stopped");
    }

    @Test
    void aMatrixRunsEachCombinationThatIsNotExcluded() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('m') { matrix {
                    axes {
                        axis { name 'OS'; values 'linux', 'mac' }
                        axis { name 'DB'; values 'pg', 'my' }
                    }
                    excludes { exclude {
                        axis { name 'OS'; values 'mac' }
                        axis { name 'DB'; notValues 'pg' }
                    } }
                    environment { BOTH = "${OS}-${DB}" }
                    stages { stage('cell') { steps { sh 'echo $BOTH' } } }
                } }
                """);
        assertThat(run.said())
                .containsExactlyInAnyOrder(
                        "[Matrix - OS = 'linux', DB = 'pg'] linux-pg",
                        "[Matrix - OS = 'linux', DB = 'my'] linux-my",
                        "[Matrix - OS = 'mac', DB = 'pg'] mac-pg");
    }

    @Test
    void environmentBlocksAreSeenBySameAndInnerStagesOnly() throws Exception {
        var run = new Runner(directory).pipeline(
                """
                agent any
                environment { A = 'outer'
                              B = "${A}-more" }
                stages {
                    stage('in') { environment { A = 'inner' }
                                  steps { sh 'echo $A $B $STAGE_NAME' } }
                    stage('after') { steps { sh 'echo $A $B $STAGE_NAME'
                                             echo "${env.A} ${A}" } }
                }
                """);
        assertThat(run.said()).containsExactly("inner outer-more in", "outer outer-more after", "outer outer");
    }

    @Test
    void whatAScriptAssignsToEnvIsSeenByLaterStages() throws Exception {
        var run = new Runner(directory).stages(
                """
                stage('a') { steps { script { env.COLOUR = 'green' } } }
                stage('b') { steps { sh 'echo $COLOUR'
                                     withEnv(['COLOUR=red']) { sh 'echo $COLOUR' } } }
                """);
        assertThat(run.said()).containsExactly("green", "red");
    }

    @Test
    void variablesOfTheBuildAreThoseOfJenkins() throws Exception {
        Path job = Files.createDirectory(directory.resolve("churn"));
        new Runner(job).steps("echo 'first'");
        var run = new Runner(job).steps("sh 'echo $JOB_NAME $BUILD_NUMBER; [ \"$WORKSPACE\" = \"$PWD\" ] && echo here'");
        assertThat(run.said()).containsExactly("churn 2", "here");
        run = new Runner(job).steps(
                "sh 'echo $CI $NODE_LABELS $EXECUTOR_NUMBER; [ -d \"$WORKSPACE_TMP\" ] && echo there'");
        assertThat(run.said()).containsExactly("true built-in 0", "there");
    }

    @Test
    void theBuildSaysWhatStartedItAndThatNothingCameBeforeOrChanged() throws Exception {
        var run = new Runner(directory).steps(
                """
                script {
                    def build = currentBuild
                    echo "${build.previousBuild} ${build.nextBuild} ${build.changeSets} ${build.upstreamBuilds} ${build.keepLog}"
                    echo "${build.buildCauses.collect { it.shortDescription }} ${build.getBuildCauses('hudson.triggers.TimerTrigger')}"
                }
                """);
        assertThat(run.said())
                .containsExactly(
                        "null null [] [] false", "[Started by user " + System.getProperty("user.name") + "] []");
    }

    @Test
    void methodsAndVariablesAroundThePipelineCanBeUsedInIt() throws Exception {
        var run = new Runner(directory).file(
                """
                def count = 1
                def shout(text) { sh "echo ${text.toUpperCase()}"; return text.size() }
                pipeline { agent any
                    stages { stage('s') { steps { script {
                        count += shout('hey')
                        [1, 2].each { echo "n=$it" }
                        echo "count=$count"
                    } } } }
                }
                """);
        assertThat(run.said()).containsExactly("HEY", "n=1", "n=2", "count=4");
    }

    @Test
    void anExceptionOfTheScriptNamesItsFileAndLine() throws Exception {
        var run = new Runner(directory).named("release-1.jenkinsfile").steps(
                """
                script {
                    def list = null
                    list.size()
                }
                """);
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.log())
                .anyMatch(line -> line.startsWith("ERROR: NullPointerException") && line.endsWith("(release-1.jenkinsfile:7)"));
    }

    @Test
    void aFailedAssertionFailsTheStage() throws Exception {
        var run = new Runner(directory).steps("script { assert 1 == 2 }");
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.said()).contains("ERROR: assert 1 == 2");
    }
}
