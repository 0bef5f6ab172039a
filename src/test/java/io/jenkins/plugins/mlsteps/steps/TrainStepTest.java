package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Status;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.Training;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.WorkloadHandle;
import io.jenkins.plugins.mlsteps.workload.local.Liveness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainStepTest {
    @TempDir
    Path workspace;

    private TestHost host;

    @Test
    void readsMetricsWhileACommandPrintsThemAndRecordsTheModelItLeft() throws Exception {
        TrainResult result = train(Map.of(
                "command",
                "for e in 1 2 3; do echo epoch=$e loss=0.$e; done; echo weights > \"$ML_MODEL_DIR/weights.txt\"",
                "seed",
                11));

        assertThat(result.metrics()).containsEntry("loss", 0.3);
        TrainRecord record = record();
        assertThat(record.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(record.exitCode()).isZero();
        assertThat(record.form()).isEqualTo("command");
        assertThat(record.digest()).isEqualTo(result.digest()).startsWith("sha256:");
        assertThat(Files.readAllLines(ml().metrics("churn"))).hasSize(3).allMatch(line -> line.contains("\"loss\""));
        assertThat(ml().model("churn").resolve("weights.txt")).hasContent("weights");
        assertThat(host.printed()).contains("epoch=3 loss=0.3");
    }

    @Test
    void stopsWhatAnEarlierRunThatNobodyCouldStopLeftRunning() throws Exception {
        host = new TestHost(workspace);
        TrainStep lost = step(host, Map.of("command", "echo $$ > pid; mv pid running; sleep 300; echo late > w", "model", "w"));
        until("running", lost);
        long pid = Long.parseLong(Files.readString(workspace.resolve("running")).trim());
        assertThat(isRunning(pid)).isTrue();

        train(Map.of("command", "echo loss=1; echo new > w", "model", "w"));

        assertThat(isRunning(pid)).isFalse();
        assertThat(ml().model("churn").resolve("w")).hasContent("new");
        assertThat(host.lines()).anyMatch(line -> line.matches("churn: stopped \\d+ process\\(es\\) that an earlier run left running in this workspace"));
    }

    @Test
    void failsWhenAnotherStepOfTheBuildBeginsTheSameModelAndLeavesItAlone() throws Exception {
        TrainStep first = step(new TestHost(workspace), Map.of("command", "touch running; sleep 300"));
        TrainState begun = until("running", first);
        train(Map.of("command", "echo loss=1"));

        assertThatThrownBy(() -> TestHost.end(first, begun))
                .isInstanceOf(SpecException.class)
                .hasMessage("model 'churn' is being trained by another step of this build in the same workspace: give each its own name");
        first.abort(begun, "it failed");

        assertThat(record().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(record().metrics()).containsEntry("loss", 1.0);
    }

    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).filter(Liveness::isRunning).isPresent();
    }

    @Test
    void runsNothingWhenAPatternOfMetricFilesIsMalformed() {
        assertThatThrownBy(() -> train(Map.of("command", "touch ran; echo loss=1", "metrics", "out/[x.json")))
                .hasMessageContaining("metrics: ")
                .hasMessageContaining("out/[x.json");
        assertThat(workspace.resolve("ran")).doesNotExist();
    }

    @Test
    void failsWhenItsLogDirectoryHoldsOnlyWhatAnEarlierRunWrote() throws Exception {
        Path events = Path.of(getClass().getResource("/metrics/events.out.tfevents.fixture").toURI());
        train(Map.of("command", "mkdir logs; cp '" + events + "' logs", "metrics", "logs"));
        assertThat(record().metrics()).containsEntry("accuracy", 0.5);

        assertThatThrownBy(() -> train(Map.of("command", "true", "metrics", "logs")))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("metrics file logs/events.out.tfevents.fixture was last written at");
        assertThat(record().status()).isEqualTo(Status.FAILED);
        assertThat(record().metrics()).isEmpty();
    }

    @Test
    void tellsTheCommandItsNameSeedParametersAndDirectories() throws Exception {
        train(Map.of(
                "command",
                "echo \"$ML_NAME|$ML_SEED|$ML_PARAM_LR|$ML_PARAMS|$EXTRA\"; "
                        + " test -d \"$ML_OUTPUT_DIR\"; test -d \"$ML_CHECKPOINT_DIR\"; test -d \"$ML_MODEL_DIR\"",
                "seed",
                11,
                "env",
                Map.of("EXTRA", "more"),
                "params",
                Map.of("lr", 0.01)));

        assertThat(host.printed()).contains("churn|11|0.01|{\"lr\":0.01}|more");
    }

    @Test
    void putsParametersIntoTheCommandAsOneWordEach() throws Exception {
        train(Map.of("command", "printf '<%s>' ${text} ${unknown:-shell}", "params", Map.of("text", "a'b $(touch pwned)")));

        assertThat(host.printed()).isEqualTo("<a'b $(touch pwned)><shell>");
        assertThat(workspace.resolve("pwned")).doesNotExist();
    }

    @Test
    void goesOnAfterARestartBetweenAnyTwoTurnsAndLosesAndRepeatsNothing() throws Exception {
        Map<String, Object> parameters = Map.of(
                "command",
                "echo start >> starts; for e in 1 2 3 4 5 6 7 8 9; do echo step=$e loss=$e; sleep 0.05; done");
        host = new TestHost(workspace);

        TrainResult result = TestHost.drive(
                () -> new TrainStep(new TestHost(workspace), spec(parameters), false, TestBodies.none()), TestBodies.none(), state -> {});

        assertThat(result.metrics()).containsEntry("loss", 9.0);
        assertThat(workspace.resolve("starts")).hasContent("start");
        assertThat(Files.readAllLines(ml().metrics("churn"))).hasSize(9);
    }

    @Test
    void repeatsATurnWhoseStateWasNotSavedWithoutRepeatingItsMetrics() throws Exception {
        Map<String, Object> parameters = Map.of("command", "echo start >> starts; echo loss=1; echo loss=2");
        TestHost one = new TestHost(workspace);
        TrainState state = step(one, parameters).initial();
        Optional<TrainResult> result = Optional.empty();
        while (result.isEmpty()) {
            // The first call's state is lost, as when the host is killed before it could save.
            step(one, parameters).advance(state);
            Turn<TrainState, TrainResult> turn = step(one, parameters).advance(state);
            state = turn.state();
            result = turn.result();
        }

        assertThat(workspace.resolve("starts")).hasContent("start");
        assertThat(Files.readAllLines(ml().metrics("churn"))).hasSize(2);
    }

    @Test
    void failsWithTheExitStatusAndStillWritesTheRecord() throws Exception {
        assertThatThrownBy(() -> train(Map.of("command", "echo loss=0.5; exit 3")))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("trainModel 'churn' failed")
                .hasMessageContaining("exit code 3");

        assertThat(record().status()).isEqualTo(Status.FAILED);
        assertThat(record().metrics()).containsEntry("loss", 0.5);
    }

    @Test
    void triesAgainAsOftenAsItMayAndDropsWhatTheFailedAttemptMeasured() throws Exception {
        train(Map.of(
                "command",
                "echo x >> tries; echo attempt=1 loss=9; test $(wc -l < tries) -ge 3; echo auc=0.9",
                "retries",
                2));

        assertThat(record().attempts()).isEqualTo(3);
        assertThat(Files.readAllLines(ml().metrics("churn"))).hasSizeLessThanOrEqualTo(3);
        assertThat(host.lines()).anyMatch(line -> line.contains("attempt 2 failed") && line.contains("trying again"));
    }

    @Test
    void stopsACommandWithAllItsProcessesWhenItsTimeIsUp() throws Exception {
        host = new TestHost(workspace);
        TrainStep step = step(
                host, Map.of("command", "sleep 300 & echo $! > pid; mv pid child; sleep 300", "timeoutMinutes", 0.02));
        TrainState submitted = submitted(step);
        Deadline.await(Duration.ofSeconds(120), () -> Files.exists(workspace.resolve("child")), () -> "the command has not begun");

        assertThatThrownBy(() -> TestHost.end(step, submitted))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("timed out");

        assertThat(runs("child")).isFalse();
        assertThat(record().status()).isEqualTo(Status.TIMED_OUT);
    }

    @Test
    void abortStopsTheProcessesAndWritesThatItWasAborted() throws Exception {
        Map<String, Object> parameters = Map.of("command", "echo $$ > pid; mv pid running; sleep 300");
        TrainStep step = step(new TestHost(workspace), parameters);
        TrainState state = until("running", step);

        step.abort(state, "interrupted by somebody");

        assertThat(runs("running")).isFalse();
        assertThat(record().status()).isEqualTo(Status.ABORTED);
        assertThat(record().reason()).isEqualTo("interrupted by somebody");
    }

    @Test
    void recordsTheDigestOfTheDataAsItWasBeforeTheRun() throws Exception {
        Files.writeString(workspace.resolve("data.csv"), "x\n1\n");

        train(Map.of("command", "echo 2 >> data.csv", "data", "data.csv"));

        // printf 'x\n1\n' | sha256sum
        assertThat(record().dataset().digest())
                .isEqualTo("sha256:daff832f802000e645771a60983c76c963f6ee602a6230e45237bd360e91cc1a");
    }

    @Test
    void failsWhenTheDataIsNowhere() {
        assertThatThrownBy(() -> train(Map.of("command", "true", "data", "nowhere.csv")))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("'nowhere.csv'");
    }

    @Test
    void leavesNothingOfAnEarlierTrainingOfTheSameName() throws Exception {
        train(Map.of("command", "echo weights > \"$ML_MODEL_DIR/weights.txt\"; echo auc=0.9"));

        assertThatThrownBy(() -> train(Map.of("command", "exit 1"))).isInstanceOf(StepFailure.class);

        assertThat(ml().model("churn")).doesNotExist();
        assertThat(ml().metrics("churn")).doesNotExist();
        assertThat(record().metrics()).isEmpty();
    }

    @Test
    void saysThatTheModelWasThereBeforeAndTheTrainingDidNotWriteIt() throws Exception {
        String untouched = "the model 'w' is as it was before this run: the training did not write it";
        train(Map.of("command", "echo 1 > w; echo auc=0.9", "model", "w"));
        assertThat(record().reason()).isNull();
        train(Map.of("command", "echo auc=0.2", "model", "w"));
        assertThat(record().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(record().reason()).isEqualTo(untouched);
        assertThat(host.lines()).anyMatch(line -> line.contains(untouched));
        train(Map.of("command", "echo 2 > w; echo auc=0.3", "model", "w"));
        assertThat(record().reason()).isNull();
    }

    @Test
    void asksForExactlyOneForm() {
        assertThatThrownBy(() -> step(new TestHost(workspace), Map.of()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("nothing to run");
    }

    @Test
    void refusesWhatOnlyTheBuiltInTrainerLooksAtWhereThereIsAnother() {
        Map<String, Object> others = Map.of("task", "regression", "candidates", List.of("linear"), "budgetMinutes", 5);
        others.forEach((name, value) -> {
            assertThatThrownBy(() -> step(new TestHost(workspace), Map.of("command", "true", name, value)))
                    .isInstanceOf(SpecException.class)
                    .hasMessage("trainModel: parameter '" + name + "' is for the built-in trainer, which needs a 'target'; a command"
                            + " takes no notice of it");
            Training training = Binder.bind(TrainSpec.class, Map.of("name", "m", name, value)).training();
            assertThatThrownBy(() -> training.requireForm("tuneHyperparams", true)).hasMessageContaining("; a body takes no notice of it");
        });
        Map<String, Object> defaults = Map.of("command", "true", "task", "auto", "candidates", List.of(), "budgetMinutes", 1);
        assertThat(step(new TestHost(workspace), defaults)).isNotNull();
    }

    @Test
    void recordsThatItWasStoppedAlsoWhereWhatRunsCannotBe() throws Exception {
        Map<String, ComputeProfile> compute = Map.of("away", ComputeProfile.of(ComputeProfile.Type.kubernetes));
        host = new TestHost(workspace).with(new Administration(null, compute, null)).in(profile -> {
            throw new IOException("no such context");
        });
        WorkloadHandle handle = new WorkloadHandle("kubernetes", "churn-1", Map.of());
        RunState running = RunState.initial().prepared("churn-1", handle, Instant.now()).running();

        assertThatThrownBy(() -> step(host, Map.of("command", "true", "compute", "away", "image", "x"))
                        .abort(new TrainState(true, null, null, running), "stop"))
                .hasMessage("no such context");
        assertThat(record().status()).isEqualTo(Status.ABORTED);
        assertThat(record().reason()).isEqualTo("stop");
    }

    @Test
    void runsABodyAndReadsWhatItsStepsPrint() throws Exception {
        TestBodies bodies = new TestBodies(workspace, body -> {
            Files.writeString(Path.of(body.environment().get("ML_MODEL_DIR"), "weights.txt"), body.label());
            return "step=1 auc=0.7\nstep=2 auc=0.8\n";
        });

        TrainResult result = TestHost.drive(
                () -> new TrainStep(new TestHost(workspace), spec(Map.of()), true, bodies), bodies, state -> {});

        assertThat(result.metrics()).containsEntry("auc", 0.8);
        assertThat(record().form()).isEqualTo("body");
        assertThat(ml().model("churn").resolve("weights.txt")).hasContent("churn");
        assertThat(bodies.started()).hasSize(1);
    }

    @Test
    void failsWithTheErrorOfItsBody() {
        TestBodies bodies = new TestBodies(workspace, body -> {
            throw new IllegalStateException("script returned exit code 2");
        });

        assertThatThrownBy(() -> TestHost.drive(
                        () -> new TrainStep(new TestHost(workspace), spec(Map.of()), true, bodies), bodies, state -> {}))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("script returned exit code 2");
    }

    @Test
    void startsABodyAgainThatTheRestartedHostDoesNotKnow() throws Exception {
        TestBodies bodies = new TestBodies(workspace, body -> "auc=0.8\n");
        bodies.forgetFirst();

        TestHost.drive(
                () -> new TrainStep(new TestHost(workspace), spec(Map.of()), true, bodies), bodies, state -> {});

        assertThat(bodies.started()).hasSize(2);
        assertThat(record().status()).isEqualTo(Status.SUCCEEDED);
    }

    private TrainResult train(Map<String, Object> parameters) throws Exception {
        host = new TestHost(workspace);
        return TestHost.drive(step(host, parameters));
    }

    private static TrainState submitted(TrainStep step) throws Exception {
        TrainState state = step.initial();
        while (state.run().phase() != RunState.Phase.SUBMITTED) {
            state = step.advance(state).state();
        }
        return state;
    }

    /** Up to the turn in which a file is there. */
    private TrainState until(String file, TrainStep step) throws Exception {
        TrainState state = step.initial();
        while (!Files.exists(workspace.resolve(file))) {
            state = step.advance(state).state();
        }
        return state;
    }

    private static TrainStep step(TestHost host, Map<String, Object> parameters) {
        return new TrainStep(host, spec(parameters), false, TestBodies.none());
    }

    private static TrainSpec spec(Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("name", "churn");
        return Binder.bind(TrainSpec.class, all);
    }

    /** A dead process stays in the table as a zombie, without arguments, until its parent asks for it. */
    private boolean runs(String pidFile) throws Exception {
        long pid = Long.parseLong(Files.readString(workspace.resolve(pidFile)).trim());
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().arguments())
                .isPresent();
    }

    private MlDirectory ml() {
        return MlDirectory.in(workspace);
    }

    private TrainRecord record() throws Exception {
        return Json.read(ml().trainRecord("churn"), TrainRecord.class);
    }
}
