package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoints;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four steps in a Jenkinsfile: what they return, how they fail, which files they leave. */
class MlStepsTest {
    @TempDir
    Path workspace;

    /** The standard home outlives a test run. */
    private final String model = "m" + ProcessHandle.current().pid() + "-" + System.nanoTime();

    private MlDirectory ml;

    @BeforeEach
    void data() throws Exception {
        ml = MlDirectory.in(workspace);
        Files.writeString(
                workspace.resolve("data.csv"),
                "x,colour,y\n"
                        + IntStream.range(0, 120)
                                .mapToObj(i -> i % 60 + "," + (i % 3 == 0 ? "red" : "blue") + ","
                                        + (i % 60 + (i % 3 == 0 ? 20 : 0) > 40 ? "yes" : "no"))
                                .collect(Collectors.joining("\n")));
        Files.writeString(
                workspace.resolve("mlsteps.yaml"),
                "environments:\n  staging:\n    tier: staging\n    target: { type: local, port: 0 }\n"
                        + "    policy: { gates: [quality] }\n");
    }

    @AfterEach
    void stopServer() throws Exception {
        if (LocalEndpoints.standard().list().stream().anyMatch(it -> it.name().equals(model))) {
            LocalEndpoints.standard().stop(model);
        }
    }

    @Test
    void leaveOnlyFilesThatAreValidAgainstTheirSchemas() throws Exception {
        var run = new Runner(workspace)
                .steps(
                        """
                        trainModel(name: '%1$s', data: 'data.csv', target: 'y', budgetMinutes: 0.02, seed: 1)
                        tuneHyperparams(name: 'study', objective: 'loss', direction: 'minimize', trials: 4, seed: 1,
                            space: [uniform(name: 'x', min: 0, max: 1), choice(name: 'opt', values: ['a', 'b']),
                                intRange(name: 'n', min: 1, max: 8, log: true), logUniform(name: 'lr', min: 1e-3, max: 1)],
                            command: 'if [ $ML_TRIAL = 1 ]; then exit 3; fi; echo step=1 loss=${x}; if [ $ML_TRIAL = 2 ]; then echo loss=nan; fi')
                        evaluateGate(name: 'strict', model: '%1$s', rules: ['accuracy > 1.5', 'unheard_of > 1'], onFail: 'record')
                        evaluateGate(name: 'quality', model: '%1$s', formats: ['onnx'],
                            rules: ['accuracy >= 0.5', 'latency_p50_ms <= latency_p99_ms_high', 'model_bytes < 1e7', 'gpu_hours == 0.0'])
                        deployEndpoint(name: '%1$s', model: '%1$s', environment: 'staging')
                        """
                                .formatted(model));
        assertThat(run.result()).as(run.log().toString()).isEqualTo(Result.SUCCESS);
        assertThat(run.log()).anyMatch(line -> line.startsWith("✔ model files: scan")).anyMatch(line -> line.startsWith("✔ latency_p50_ms"));
        assertThat(Schemas.problems(ml.root())).isEmpty();
        assertThat(Schemas.described(ml.root()))
                .containsExactly(
                        "build.json",
                        "deploy/*/*/deployment.json",
                        "gate/*/verdict.dsse.json",
                        "gate/*/verdict.json",
                        "train/*/metrics.jsonl",
                        "train/*/model.json",
                        "train/*/model/signature.json",
                        "train/*/record.json",
                        "tune/*/insight.json",
                        "tune/*/study.json",
                        "tune/*/trials.jsonl",
                        "tune/*/trials/*/metrics.jsonl");
        JsonNode states = Json.tree(ml.tune("study").resolve("study.json")).path("states");
        assertThat(states.path("COMPLETE").asInt()).isEqualTo(2);
        assertThat(states.path("FAILED").asInt()).isEqualTo(1);
        assertThat(states.path("NOT_FINITE").asInt()).isEqualTo(1);
    }

    @Test
    void returnObjectsWhosePropertiesReadAsWords() throws Exception {
        var run = new Runner(workspace)
                .steps(
                        """
                        script {
                            def trained = trainModel(name: 'a', command: 'mkdir -p out; echo w > out/weights; echo auc=0.75', model: 'out')
                            echo "${trained.name} ${trained.metrics.auc} ${trained.model} ${trained.digest.startsWith('sha256:')}"
                            def tuned = tuneHyperparams(name: 's', objective: 'loss', direction: 'minimize', trials: 2,
                                space: [choice(name: 'x', values: [3, 4])], algorithm: 'grid') { sh 'echo loss=$ML_PARAM_X' }
                            echo "${tuned.name} ${tuned.params.x} ${tuned.value}"
                            echo "$tuned"
                            def verdict = evaluateGate(name: 'g', model: 'a', rules: ['auc >= 0.7'])
                            echo "${verdict.passed}"
                        }
                        """);
        assertThat(run.result()).as(run.log().toString()).isEqualTo(Result.SUCCESS);
        assertThat(run.said()).contains("a 0.75 ml/train/a/model true", "s 3 3.0", "true");
        assertThat(run.said()).contains("tuneHyperparams[name: s, params: {x=3}, value: 3.0, trial: 0, trials: 2, pareto: []]");
    }

    @Test
    void takeAnArrayAsTheListThatItIs() throws Exception {
        var run = new Runner(workspace)
                .steps(
                        """
                        script {
                            tuneHyperparams(name: 's', objective: 'loss', direction: 'minimize', trials: 2, algorithm: 'grid',
                                space: [choice(name: 'x', values: '3,4'.split(','))], metrics: 'a.json,b.json'.split(','),
                                command: 'echo {\\\\"acc\\\\": 1} > a.json; echo {\\\\"loss\\\\": $ML_PARAM_X} > b.json')
                        }
                        """);
        assertThat(run.result()).as(run.log().toString()).isEqualTo(Result.SUCCESS);
        assertThat(run.log()).anyMatch(line -> line.contains("best of 2 trials"));
    }

    @Test
    void aFailedGateFailsTheBuildAndNothingIsDeployed() throws Exception {
        var run = new Runner(workspace)
                .steps(
                        """
                        trainModel(name: '%1$s', command: 'mkdir -p out; echo w > out/weights; echo auc=0.75', model: 'out')
                        catchError { evaluateGate(name: 'quality', model: '%1$s', rules: ['auc >= 0.9']) }
                        deployEndpoint(name: '%1$s', model: '%1$s', environment: 'staging')
                        """
                                .formatted(model));
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(Json.tree(ml.deployment("staging", model)).path("status").asText())
                .isEqualTo("REFUSED");
        assertThat(Schemas.problems(ml.root())).isEmpty();
        assertThat(LocalEndpoints.standard().list()).noneMatch(it -> it.name().equals(model));
    }

    @Test
    void aBodyThatLooksBadIsStopped() throws Exception {
        var run = new Runner(workspace)
                .steps(
                        """
                        tuneHyperparams(name: 's', objective: 'loss', direction: 'minimize', pruner: 'asha', trials: 2,
                                enqueue: [[c: 1], [c: 2]], space: [choice(name: 'c', values: [1, 2])]) {
                            sh 'echo step=1 loss=$ML_PARAM_C; if [ $ML_PARAM_C = 2 ]; then sleep 60; touch late; fi'
                            sh 'echo $ML_PARAM_C >> ended'
                        }
                        """);
        assertThat(run.result()).as(run.log().toString()).isEqualTo(Result.SUCCESS);
        assertThat(workspace.resolve("ended")).hasContent("1");
        assertThat(workspace.resolve("late")).doesNotExist();
        assertThat(Files.readString(ml.root().resolve("tune/s/trials.jsonl"))).contains("\"state\":\"PRUNED\"");
    }

    @Test
    void aBodyIsStoppedWhenItsTimeIsUp() throws Exception {
        var run = new Runner(workspace).steps("trainModel(name: 'm', timeoutMinutes: 0.02) { sh 'sleep 60; touch late' }");
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        JsonNode record = Json.tree(ml.trainRecord("m"));
        assertThat(record.path("status").asText()).isEqualTo("TIMED_OUT");
        assertThat(record.path("reason").asText()).isEqualTo("stopped after 1 s");
        assertThat(workspace.resolve("late")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pruner: 'median'", "timeoutMinutes: %1$d / 60"})
    void theNextTrialBeginsWhenTheBodyOfAStoppedOneHasEnded(String stopped) throws Exception {
        // Trials 6 and 7 look bad and would run for minutes, and take half a second to end.
        LimitedRun run = LimitedRun.ofSteps(
                workspace,
                """
                tuneHyperparams(name: 's', objective: 'loss', direction: 'minimize', trials: 8, seed: 1, STOPPED,
                        space: [uniform(name: 'x', min: 0, max: 1)]) {
                    sh '''
                        if [ $ML_TRIAL -lt 6 ]; then echo step=1 loss=1; exit; fi
                        trap 'sleep 0.5; rmdir taken; exit 1' TERM
                        mkdir taken || touch overlap
                        touch begun-$ML_TRIAL
                        echo step=1 loss=100
                        while true; do sleep 300 & wait; done
                    '''
                }
                """
                        .replace("STOPPED", stopped),
                limited -> complete(limited) == 6 && bothBegan(limited));

        assertThat(run.outcome().result()).as(run.outcome().log().toString()).isEqualTo(Result.SUCCESS);
        assertThat(complete(run)).isEqualTo(6);
        assertThat(states(run).path("FAILED").asInt()).isZero();
        assertThat(bothBegan(run)).isTrue();
        assertThat(run.directory().resolve("overlap")).doesNotExist();
        assertThat(run.directory().resolve("taken")).doesNotExist();
    }

    private static int complete(LimitedRun run) {
        return states(run).path("COMPLETE").asInt();
    }

    private static boolean bothBegan(LimitedRun run) {
        return Files.exists(run.directory().resolve("begun-6")) && Files.exists(run.directory().resolve("begun-7"));
    }

    private static JsonNode states(LimitedRun run) {
        Path study = MlDirectory.in(run.directory()).tune("s").resolve("study.json");
        try {
            return Files.exists(study) ? Json.tree(study).path("states") : MissingNode.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void runInStagesWithLongNames() throws Exception {
        var run = new Runner(workspace)
                .stages(
                        """
                        stage('m') { matrix {
                            axes { axis { name 'PREPROCESSING'; values '%1$s-a', '%1$s-b' } }
                            stages { stage('train') { steps {
                                trainModel(name: "m${PREPROCESSING[-1]}", command: 'echo loss=1')
                            } } }
                        } }
                        """
                                .formatted("standardized-".repeat(20)));
        assertThat(run.result()).as(run.log().toString()).isEqualTo(Result.SUCCESS);
        assertThat(ml.trainRecord("ma")).exists();
        assertThat(ml.trainRecord("mb")).exists();
    }

    @Test
    void aParameterThatDoesNotExistStopsTheRunBeforeAnythingRuns() throws Exception {
        assertThatThrownBy(() -> new Runner(workspace)
                        .steps("sh 'touch ran'\ntrainModel(name: 'a', comand: 'echo')"))
                .hasMessageContaining("Jenkinsfile:6:31")
                .hasMessageContaining("comand")
                .hasMessageContaining("command");
        assertThat(workspace.resolve("ran")).doesNotExist();
    }
}
