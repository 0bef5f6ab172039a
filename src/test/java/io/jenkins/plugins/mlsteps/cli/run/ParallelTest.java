package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code parallel} and {@code stage} in a script; that Jenkins does the same is compared with {@code alike/dynamic.jenkinsfile}. */
class ParallelTest {
    @TempDir
    Path directory;

    @Test
    void branchesRunAtTheSameTimeAndReturnWhatTheyMade() throws Exception {
        var run = script(
                """
                def values = parallel(
                    left: { sh 'touch left; until [ -e right ]; do sleep 0.02; done; echo met'; 1 },
                    right: { sh 'touch right; until [ -e left ]; do sleep 0.02; done; echo met'; 2 })
                echo "${values.left + values.right}"
                """);
        assertThat(run.said()).contains("[left] met", "[right] met", "3");
    }

    @Test
    void theScriptItselfRunsInOneBranchAtATime() throws Exception {
        var run = script(
                """
                int count = 0
                def branches = [:]
                for (i in 1..8) {
                    branches["b$i".toString()] = { for (j in 1..5000) { count++ } }
                }
                parallel branches
                echo "counted $count"
                """);
        assertThat(run.said()).containsExactly("counted 40000");
    }

    @Test
    void aFailureIsToldOnceAllHaveEndedAndCanBeCaught() throws Exception {
        var run = script(
                """
                try {
                    parallel(bad: { sh 'touch broken; exit 3' },
                             good: { sh 'until [ -e broken ]; do sleep 0.02; done'
                                     echo 'finished' })
                } catch (e) {
                    echo "caught: ${e.message}"
                }
                """);
        assertThat(run.result()).isEqualTo(Result.SUCCESS);
        assertThat(run.said())
                .contains("[bad] Failed in branch bad", "[good] finished")
                .last()
                .asString()
                .startsWith("caught: ")
                .contains("code 3");
    }

    @Test
    void failFastStopsTheOthersWhichMayCleanUp() throws Exception {
        var run = script(
                """
                parallel(failFast: true,
                         quick: { sh 'until [ -e slow ]; do sleep 0.02; done'
                                  error 'no good' },
                         slow: { try { writeFile file: 'slow', text: ''
                                       sleep 60
                                       echo 'never' } finally { echo 'cleaned up' } })
                """);
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.said())
                .containsExactly(
                        "[quick] Failed in branch quick", "[slow] cleaned up", "[slow] Failed in branch slow", "ERROR: no good");
    }

    @Test
    void trainingsOfOneNameInBranchesAreTrainingsOfTheirOwn() throws Exception {
        var run = script(
                """
                def losses = [:]
                for (round in 1..2) {
                    for (kind in ['a', 'b']) {
                        def k = kind + round
                        stage('Train') {
                            losses[k] = trainModel(name: 'churn', command: "echo loss=${k == 'b2' ? 4 : round}").metrics.loss
                        }
                    }
                }
                echo "$losses"
                """);
        assertThat(run.said()).contains("[a1:1.0, b1:1.0, a2:2.0, b2:4.0]");
        assertThat(run.log()).filteredOn("▶ only / Train"::equals).hasSize(4);
    }

    @Test
    void theRecordHasEachStepBelowItsBranch() throws Exception {
        var run = script(
                """
                stage('Folds') {
                    parallel(one: { waitUntil(quiet: true) { fileExists 'ready' }
                                    echo '1' },
                             two: { stage('Inner') { writeFile file: 'ready', text: '' } })
                }
                echo 'done'
                """);
        assertThat(run.log()).contains("▶ only / Folds", "▶ only / Folds / two / Inner");
        List<String> nodes = new ArrayList<>();
        for (JsonNode node : Json.tree(MlDirectory.in(directory).build()).path("nodes")) {
            if (!node.path("name").asText().equals("fileExists")) {
                nodes.add(node.path("depth").asInt() + " " + node.path("kind").asText() + " " + node.path("name").asText());
            }
        }
        List<String> one = List.of("2 stage one", "3 step waitUntil", "3 step echo");
        List<String> two = List.of("2 stage two", "3 stage Inner", "4 step writeFile");
        assertThat(nodes)
                .startsWith("0 stage only", "1 step script", "1 stage Folds", "2 step parallel")
                .containsSequence(one)
                .containsSequence(two)
                .endsWith("1 step echo")
                .hasSize(11);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "script { parallel(a: 'no') }                  | branch 'a' must be { … }",
        "script { parallel { echo 'x' } }              | parallel takes no body",
        "script { stage('a') }                         | stage needs a body { … }",
        "script { stage { echo 'x' } }                 | parameter 'name' is required",
        "stage('a') { echo 'x' }                       | stage is no step here; put it into script { … }",
        "echo 'x'; parallel(a: { echo 'y' })           | parallel must be the only step here; put it into script { … }",
        "script { parallel(a: { eco 'y' }) }           | did you mean 'echo'?",
    })
    void whatIsWrongIsSaidBeforeAnythingRuns(String steps, String sentence) {
        assertThatThrownBy(() -> new Runner(directory).steps(steps))
                .isInstanceOf(JenkinsfileException.class)
                .hasMessageContaining(sentence);
        assertThat(directory.resolve("ml")).doesNotExist();
    }

    @Test
    void whatOnlyTheRunKnowsIsRefusedByTheStep() throws Exception {
        var run = script("def branches = [a: { echo 'x' }, b: 'no']\nparallel branches");
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.said())
                .containsExactly("ERROR: parallel: expected is a closure or failFast, but found b: no");
    }

    private Runner.Outcome script(String script) throws Exception {
        return new Runner(directory).steps("script {\n" + script + "\n}");
    }
}
