package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TuneHyperparamsStepTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void take(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void runsTheTrialsAsCommands() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    def t = tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 6, parallel: 3, seed: 7,
                        space: [uniform(name: 'x', min: 0, max: 1), choice(name: 'opt', values: ['adam', 'sgd', 3])],
                        command: 'echo score=${x}')
                    echo "best ${t.params.x} value ${t.value} of ${t.trials}"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains(" of 6", build);
    }

    @Test
    void searchesTheValuesOfAChoiceAsTheyAreWritten() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 1, command: 'echo score=1', space: [
                        choice(name: 'flag', values: ['', '--fast']),
                        choice(name: 'script', values: ["one\\ntwo", 'c']),
                        choice(name: 'layers', values: [['relu', "t${'anh'}"], [64, [0.10]], [unit: 3], []]),
                        choice(name: 'text', values: ['[1,2]', '{}', '"4"', '3', 'true', 'null', ' ', 'a, b']),
                        choice(name: 'mixed', values: [3, 0.10, true]),
                        choice(name: 'opt', values: 'adam,sgd'.split(','))])
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        Path study = build.getArtifactsDir().toPath().resolve("ml/tune/lr/study.json");
        assertThat(Json.read(study, StudyRecord.class).spec().space().stream()
                        .map(dimension -> ((Dimension.Choice) dimension).values()))
                .containsExactly(
                        List.of("", "--fast"),
                        List.of("one\ntwo", "c"),
                        List.of(List.of("relu", "tanh"), List.of(64, List.of(0.1)), Map.of("unit", 3), List.of()),
                        List.of("[1,2]", "{}", "\"4\"", "3", "true", "null", " ", "a, b"),
                        List.of(3, 0.1, true),
                        List.of("adam", "sgd"));
    }

    @Test
    void runsTheTrialsAsBodiesInParallelBranches() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    def t = tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 4, parallel: 2, seed: 7,
                        space: [uniform(name: 'x', min: 0, max: 1)]) {
                        echo "score=${env.ML_PARAM_X}"
                    }
                    echo "best ${t.params.x} value ${t.value} of ${t.trials}"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains(" of 4", build);
    }

    @Test
    void aLimitOfTimeInTheBodyFailsItsTrialAlone() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    def t = tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 3, seed: 7,
                        space: [uniform(name: 'x', min: 0, max: 1)]) {
                        if (env.ML_TRIAL == '1') { timeout(time: 1, unit: 'SECONDS') { sleep 600 } }
                        echo "score=${env.ML_TRIAL}"
                    }
                    echo "best is ${t.trial}"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("best is 2", build);
        assertThat(build.getArtifactsDir().toPath().resolve("ml/tune/lr/trials.jsonl"))
                .content()
                .contains("\"state\":\"FAILED\"", "Timeout has been exceeded");
    }

    @Test
    void theNextTrialBeginsWhenTheBodyOfAStoppedOneHasEnded() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    tuneHyperparams(name: 'stops', objective: 'loss', direction: 'minimize', trials: 4, parallel: 1, pruner: 'asha',
                            timeoutMinutes: 0.4, space: [choice(name: 'c', values: [1, 2, 3, 4])],
                            enqueue: [[c: 1], [c: 2], [c: 3], [c: 4]]) {
                        try {
                            sh '''
                                if [ $ML_PARAM_C = 1 ] || [ $ML_PARAM_C = 4 ]; then [ -e taken ] && touch overlap; echo step=1 loss=1; exit 0; fi
                                mkdir taken || touch overlap
                                trap 'sleep 0.5; exit 1' TERM
                                [ $ML_PARAM_C = 3 ] || echo step=1 loss=2
                                while true; do sleep 300 & wait; done
                            '''
                        } finally {
                            sh 'rm -rf taken'
                        }
                    }
                    echo "overlap: ${fileExists('overlap')}"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("overlap: false", build);
        Path study = build.getArtifactsDir().toPath().resolve("ml/tune/stops/study.json");
        assertThat(Json.read(study, StudyRecord.class).states())
                .isEqualTo(Map.of("COMPLETE", 2, "PRUNED", 1, "TIMED_OUT", 1));
    }

    @Test
    void saysWhatIsWrongWithTheNumberOfBranches() throws Exception {
        for (Object parallel : new Object[] {"'many'", "2000000000", "1.5"}) {
            WorkflowRun build = run("node { tuneHyperparams(name: 'lr', objective: 's', direction: 'maximize', parallel: " + parallel
                    + ", space: [uniform(name: 'x', min: 0, max: 1)]) { echo 's=1' } }");
            jenkins.assertBuildStatus(Result.FAILURE, build);
            jenkins.assertLogContains("tuneHyperparams: parameter 'parallel' ", build);
        }
    }

    @Test
    void saysOnceWhyAStudyCouldNotBegin() throws Exception {
        WorkflowRun build = run(
                """
                tuneHyperparams(name: 'lr', objective: 'score', trials: 4, parallel: 2, label: 'built-in',
                        space: [uniform(name: 'x', min: 0, max: 1)]) {
                    echo 'score=1'
                }
                """);
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("with a step that provides this, such as: node", build);
        jenkins.assertLogNotContains("no study of this build", build);
    }

    @Test
    void hasNoMoreBranchesThanThereAreTrials() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 2, parallel: 1000,
                        space: [uniform(name: 'x', min: 0, max: 1)]) { sh 'echo score=$ML_PARAM_X' }
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        assertThat(JenkinsRule.getLog(build)).contains("(Branch: trials 2)", "lr: best of 2 trials").doesNotContain("(Branch: trials 3)");
    }

    /**
     * A shell command that ends once the first two trials run it: one of the two agents may be there, and done with all, before the other.
     *
     * @param meeting where they meet, whatever their nodes
     */
    private static String meet(Path meeting) {
        return "touch " + meeting + "/$ML_TRIAL; until [ -e " + meeting + "/0 ] && [ -e " + meeting + "/1 ]; do sleep 0.1; done";
    }

    @Test
    void runsEachTrialOnANodeOfItsOwn(@TempDir Path meeting) throws Exception {
        jenkins.createSlave("gpu-1", "gpu", null);
        jenkins.createSlave("gpu-2", "gpu", null);
        WorkflowRun build = run(
                """
                node {
                    def t = tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 4, parallel: 2, seed: 7,
                        space: [intRange(name: 'x', min: 1, max: 9)]) {
                        node('gpu') {
                            sh 'MEET; echo score=$ML_PARAM_X'
                        }
                    }
                    echo "best ${t.params.x} value ${t.value} of ${t.trials}"
                }
                """
                        .replace("MEET", meet(meeting)));
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("Running on gpu-1", build);
        jenkins.assertLogContains("Running on gpu-2", build);
        jenkins.assertLogContains(" of 4", build);
    }

    @Test
    void takesTheFilesOfATrialToItsNodeAndBack(@TempDir Path meeting) throws Exception {
        jenkins.createSlave("home", "home", null);
        jenkins.createSlave("gpu-1", "gpu", null);
        jenkins.createSlave("gpu-2", "gpu", null);
        WorkflowRun build = run(
                """
                node('home') {
                    writeFile file: 'src/offset.txt', text: '10'
                    def t = tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 4, parallel: 2, seed: 7,
                        label: 'gpu', upload: ['src/**'], metrics: ['score.json'],
                        space: [intRange(name: 'x', min: 1, max: 9)]) {
                        def score = readFile('src/offset.txt').toInteger() + env.ML_PARAM_X.toInteger()
                        writeFile file: "${env.ML_OUTPUT_DIR}/score.json", text: '{"score": ' + score + '}'
                        sh 'echo "$NODE_NAME" > "$ML_OUTPUT_DIR/node.txt"; touch -d @0 "$ML_OUTPUT_DIR/node.txt"' // as out of an archive
                        sh 'echo step > "$ML_CHECKPOINT_DIR/last"; MEET'
                    }
                    echo "best ${t.params.x} value ${t.value} of ${t.trials}"
                    sh 'cat ml/tune/lr/trials/*/output/node.txt; ls .mlsteps/runs/tune/lr/trials/*/checkpoint/last | wc -l'
                    node('gpu-1') {
                        sh 'echo left: $(ls ml/tune/lr/trials/*/output .mlsteps/runs/tune/lr/trials/*/*/model 2>/dev/null)'
                    }
                }
                """
                        .replace("MEET", meet(meeting)));
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("Running on gpu-1", build);
        jenkins.assertLogContains("Running on gpu-2", build);
        jenkins.assertLogContains(" of 4", build);
        assertThat(JenkinsRule.getLog(build)).containsPattern("best \\d value 1\\d(\\.0)? of 4").containsPattern("(?m)^4$").containsPattern("(?m)^left:$");
    }

    @Test
    void theTimeThatATrialWaitsForItsNodeIsNotItsOwn() throws Exception {
        WorkflowRun build = job(
                        """
                        node('built-in') {
                            tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 1, label: 'late', timeoutMinutes: 5,
                                space: [uniform(name: 'x', min: 0, max: 1)]) { echo 'score=1' }
                            archiveArtifacts 'ml/tune/lr/trials.jsonl'
                        }
                        """)
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Still waiting to schedule task", build);
        Instant asked = Instant.now();
        jenkins.createSlave("late-1", "late", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

        List<String> lines = Files.readAllLines(build.getRootDir().toPath().resolve("archive/ml/tune/lr/trials.jsonl"));
        assertThat(Json.parse(lines.get(0), Trial.class).start()).isBefore(asked);
        assertThat(Json.parse(lines.get(lines.size() - 1), Trial.class).start()).isAfter(asked);
    }

    @Test
    void aTrialThatWaitsForItsNodeIsStoppedWithItsBuild() throws Exception {
        WorkflowRun build = job(
                        """
                        node('built-in') {
                            tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 1, label: 'never',
                                space: [uniform(name: 'x', min: 0, max: 1)]) { echo 'score=1' }
                        }
                        """)
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Still waiting to schedule task", build);
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(jenkins.jenkins.getQueue().getItems()).isEmpty();
    }

    @Test
    void doesNotTakeAFileThatWasOnTheNodeBeforeForTheResultOfATrial() throws Exception {
        jenkins.createSlave("home", "home", null);
        jenkins.createSlave("gpu-1", "gpu", null);
        WorkflowRun build = run(
                """
                node('gpu') {
                    writeFile file: 'out/score.json', text: '{"score": 5}'
                }
                node('home') {
                    tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 1, seed: 7, label: 'gpu',
                        metrics: ['out/score.json'], space: [intRange(name: 'x', min: 1, max: 9)]) {
                        sh 'grep 5 out/score.json'
                    }
                }
                """);
        jenkins.assertBuildStatus(Result.FAILURE, build);
        assertThat(JenkinsRule.getLog(build)).contains("{\"score\": 5}").contains("trial 0: failed").contains("out/score.json");
    }

    @Test
    void takesNoKeyOfAStudyThatCouldBeAPath() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    tuneHyperparamsBody(lanes: 'x/../../../../../../elsewhere/a', name: 'lr', objective: 'score', direction: 'maximize',
                        trials: 1, space: [uniform(name: 'x', min: 0, max: 1)])
                }
                """);
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("the key of a study is a UUID that tuneHyperparams makes, got 'x/..", build);
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("elsewhere")).doesNotExist();
        assertThat(build.getRootDir().toPath().resolve("ml-steps/study-x")).doesNotExist();
    }

    @Test
    void makesTheKeyOfAStudyItself() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    def t = tuneHyperparams(lanes: 'mine', name: 'lr', objective: 'score', direction: 'maximize', trials: 1,
                        space: [uniform(name: 'x', min: 0, max: 1)]) {
                        echo 'score=1'
                    }
                    echo "${t.trials} trial"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("1 trial", build);
    }

    @Test
    void answersNoOtherBuildThatKnowsTheKeyOfAStudy() throws Exception {
        jenkins.createSlave("other", "other", null);
        Path go = Files.createTempFile("go", null);
        Files.delete(go);
        WorkflowRun study = job(
                        """
                        node('built-in') {
                            writeFile file: 'data/secret.txt', text: 'for this job alone'
                            def t = tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 1, label: 'built-in',
                                upload: ['data/**'], space: [uniform(name: 'x', min: 0, max: 1)]) {
                                sh 'echo runs; until test -e %s; do sleep 0.1; done; echo score=1'
                            }
                            echo "${t.trials} trial"
                        }
                        """
                                .formatted(go))
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("test -e", study);
        String key = argument(study, "study");
        String trial = argument(study, "trial");
        for (String call : List.of(
                "nextTrialOfStudy(study: '" + key + "')",
                "trialOfStudy(study: '" + key + "', trial: '" + trial + "') { echo 'taken' }",
                "filesOfTrial(study: '" + key + "', trial: '" + trial + "')",
                "nextTrialOfStudy(study: '" + UUID.randomUUID() + "')")) {
            WorkflowRun other = run("node('other') { " + call + "\n sh 'cat data/secret.txt' }");
            jenkins.assertBuildStatus(Result.FAILURE, other);
            assertThat(JenkinsRule.getLog(other)).contains("no study of this build has the key").doesNotContain("for this job alone", "taken");
        }
        Files.createFile(go);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(study));
        jenkins.assertLogContains("1 trial", study);
        Files.delete(go);
    }

    private static String argument(WorkflowRun build, String name) {
        return new DepthFirstScanner()
                .allNodes(build.getExecution()).stream()
                        .map(node -> ArgumentsAction.getFilteredArguments(node))
                        .filter(arguments -> arguments.containsKey("trial"))
                        .map(arguments -> (String) arguments.get(name))
                        .findFirst()
                        .orElseThrow();
    }

    private WorkflowRun run(String script) throws Exception {
        return job(script).scheduleBuild2(0).get();
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
