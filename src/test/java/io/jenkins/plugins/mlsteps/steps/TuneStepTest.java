package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TuneStepTest {
    private static final List<Map<String, Object>> SPACE =
            List.of(Map.of("type", "uniform", "name", "x", "min", -1.0, "max", 1.0));

    @TempDir
    Path workspace;

    private TestHost host;

    @AfterEach
    void letGoOfTheStudy() throws Exception {
        OpenStudies.close(workspace.resolve("ml/tune/bowl"));
    }

    @Test
    void findsTheBestParametersByRunningACommandForEachTrial() throws Exception {
        TuneResult result = tune(Map.of("command", bowl(), "trials", 8, "algorithm", "random"));

        List<Trial> trials = trials();
        assertThat(trials).hasSize(8).allMatch(trial -> trial.state() == Trial.State.COMPLETE);
        Trial best = trials.stream().min((a, b) -> Double.compare(a.value(), b.value())).orElseThrow();
        assertThat(result.trial()).isEqualTo(best.number());
        assertThat(result.params()).isEqualTo(best.params());
        assertThat(result.value()).isEqualTo(best.value());
        assertThat(study().best()).isEqualTo(best.number());
        assertThat(host.lines()).anyMatch(line -> line.startsWith("bowl trial 3: loss="));
    }

    @Test
    void givesEachTrialItsNumberItsSeedAndItsParameters() throws Exception {
        tune(Map.of(
                "command", "echo \"$ML_TRIAL $ML_SEED $ML_PARAM_X $ML_PARAM_FIXED\" >> seen; echo loss=1",
                "params", Map.of("fixed", "yes"),
                "trials", 3,
                "seed", 40));

        List<String> seen = Files.readAllLines(workspace.resolve("seen"));
        assertThat(seen).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(seen.get(i)).isEqualTo(i + " " + (40 + i) + " " + trials().get(i).params().get("x") + " yes");
        }
    }

    @Test
    void learnsFromItsEarlierRunsWhenItNamesItself() throws Exception {
        Map<String, Object> parameters = Map.of("command", bowl(), "trials", 6, "warmStart", List.of("bowl"));
        tune(parameters);
        List<String> first = Files.readAllLines(workspace.resolve("ml/tune/bowl/trials.jsonl"));

        tune(parameters);

        assertThat(Files.readAllLines(workspace.resolve("ml/tune/bowl/earlier/1/trials.jsonl"))).isEqualTo(first);
        assertThat(host.lines()).anyMatch(line -> line.contains("6 of 6 complete trials fit this study's space"));
        assertThat(trials()).hasSize(6).extracting(Trial::params).doesNotContain(Json.parse(first.get(0), Trial.class).params());
    }

    @Test
    void beginsWithTheDefaultsOfEachKindOfModelWhenTheBuiltInTrainerTunes() throws Exception {
        Files.writeString(workspace.resolve("xor.csv"), xor());

        tune(Map.of(
                "data", "xor.csv", "target", "y", "objective", "cv_accuracy", "direction", "maximize",
                "candidates", List.of("linear", "gradientBoosting"), "space", List.of(), "trials", 2));

        assertThat(trials()).hasSize(2).allMatch(trial -> trial.state() == Trial.State.COMPLETE);
        assertThat(trials().get(0).params()).containsEntry("family", "linear").containsEntry("c", 1.0);
        assertThat(trials().get(1).params())
                .containsEntry("family", "gradientBoosting").containsEntry("rounds", 100).containsEntry("depth", 3);
    }

    @Test
    void aTrialDoesNotSeeTheDefaultOfAParameterThatItDoesNotHave() throws Exception {
        tune(Map.of(
                "command", "echo \"$ML_PARAMS $ML_PARAM_MOMENTUM\" >> seen; echo loss=1",
                "params", Map.of("momentum", 0.9),
                "space", List.of(
                        Map.of("type", "choice", "name", "opt", "values", List.of("adam", "sgd")),
                        Map.of("type", "uniform", "name", "momentum", "min", 0.9, "max", 0.9, "when", "opt == 'sgd'")),
                "enqueue", List.of(Map.of("opt", "adam"), Map.of("opt", "sgd")),
                "trials", 2));

        assertThat(Files.readAllLines(workspace.resolve("seen")))
                .containsExactly("{\"opt\":\"adam\"} ", "{\"opt\":\"sgd\",\"momentum\":0.9} 0.9");
    }

    @Test
    void theDefaultOfOneKindOfModelDoesNotReachTheOthers() throws Exception {
        Files.writeString(workspace.resolve("xor.csv"), xor());

        tune(Map.of(
                "data", "xor.csv", "target", "y", "objective", "cv_accuracy", "direction", "maximize", "params", Map.of("c", 0.1),
                "candidates", List.of("linear", "gradientBoosting"), "space", List.of(), "trials", 3));

        assertThat(trials()).hasSize(3).allMatch(trial -> trial.state() == Trial.State.COMPLETE);
        assertThat(trials().get(0).params()).containsEntry("family", "linear").containsEntry("c", 1.0);
        assertThat(trials().get(1).params()).containsEntry("family", "gradientBoosting").doesNotContainKey("c");
    }

    @Test
    void refusesAnObjectiveThatTrialsOfTheBuiltInTrainerDoNotReport() {
        assertThatThrownBy(() -> tune(Map.of(
                        "data", "xor.csv", "target", "y", "objective", "cv_accurcy", "direction", "maximize", "space", List.of())))
                .isInstanceOf(SpecException.class)
                .hasMessage("tuneHyperparams: parameter 'objective': trials of the built-in trainer do not report 'cv_accurcy'; did you mean"
                        + " 'cv_accuracy'? (allowed: cv_accuracy, cv_balanced_accuracy, cv_auc, cv_precision, cv_recall, cv_f1,"
                        + " cv_f1_macro, cv_log_loss, cv_r2, cv_rmse, cv_mae)");
        assertThat(workspace.resolve("ml")).doesNotExist();
    }

    @Test
    void judgesEveryParameterSetOfTheBuiltInTrainerOnTheSameFolds() throws Exception {
        Files.writeString(workspace.resolve("xor.csv"), xor());
        Map<String, Object> linear = Map.of("family", "linear", "c", 0.5);

        tune(Map.of(
                "data", "xor.csv", "target", "y", "objective", "cv_log_loss", "direction", "minimize",
                "candidates", List.of("linear"), "space", List.of(), "trials", 2, "enqueue", List.of(linear, linear)));

        assertThat(trials().get(1).value()).isEqualTo(trials().get(0).value());
    }

    @Test
    void aTrialThatWritesNoMetricFileHasNotThatOfTheTrialBefore() throws Exception {
        tune(Map.of(
                "command", "if [ $ML_TRIAL != 1 ]; then echo '{\"loss\": 1}' > m.json; fi",
                "metrics", List.of("m.json"),
                "trials", 3));

        assertThat(trials()).extracting(Trial::state).containsExactly(Trial.State.COMPLETE, Trial.State.FAILED, Trial.State.COMPLETE);
        assertThat(trials().get(1).reason()).contains("metrics file m.json", "the training did not write it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "runs/*", "runs/**/events*"})
    void whatEarlierTrialsLeftInALogDirectoryNeitherCountsNorRenamesMetrics(String pattern) throws Exception {
        Path events = Path.of(getClass().getResource("/metrics/events.out.tfevents.fixture").toURI());

        tune(Map.of(
                "command", "mkdir -p runs/$ML_TRIAL; if [ $ML_TRIAL != 1 ]; then cp '" + events + "' runs/$ML_TRIAL/events.out.tfevents.1; fi",
                "metrics", List.of(pattern),
                "objective", "accuracy",
                "trials", 3));

        assertThat(trials()).extracting(Trial::state).containsExactly(Trial.State.COMPLETE, Trial.State.FAILED, Trial.State.COMPLETE);
        assertThat(trials().get(1).reason())
                .contains("metrics file runs/0/events.out.tfevents.1", "the training did not write it");
        assertThat(trials().get(2).value()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "body"})
    void aTrialThatLeavesNoModelWhereItShouldFailsAsATrainingDoes(String form) throws Exception {
        Map<String, Object> parameters = new HashMap<>(Map.of("model", "out/model.bin", "trials", 2));
        if (form.equals("command")) {
            parameters.put("command", "echo loss=1; if [ $ML_TRIAL = 1 ]; then mkdir out; echo weights > out/model.bin; fi");
        }
        TestBodies bodies = new TestBodies(workspace, body -> {
            if (body.environment().get("ML_TRIAL").equals("1")) {
                Files.writeString(Files.createDirectory(workspace.resolve("out")).resolve("model.bin"), "weights");
            }
            return "loss=1\n";
        });
        TuneStep step = step(new TestHost(workspace), parameters, form.equals("body"), bodies);

        assertThat(TestHost.drive(() -> step, bodies, state -> {}).trial()).isEqualTo(1);

        assertThat(trials()).extracting(Trial::state).containsExactly(Trial.State.FAILED, Trial.State.COMPLETE);
        assertThat(trials().get(0).reason()).isEqualTo("there is no model at 'out/model.bin': the training left nothing there");
        assertThat(trials().get(0).metrics()).containsEntry("loss", 1.0);
    }

    @Test
    void saysOfATrialThatItDidNotWriteTheModelWhichIsThere() throws Exception {
        String untouched = "the model 'w' is as it was before this run: the training did not write it";
        Files.writeString(workspace.resolve("w"), "stale");
        TestHost host = new TestHost(workspace);
        TuneStep step = step(host, Map.of(
                "command", "if [ $ML_TRIAL = 1 ]; then echo new > w; fi; echo loss=$ML_TRIAL", "model", "w", "trials", 2));

        assertThat(TestHost.drive(() -> step, TestBodies.none(), state -> {}).trial()).isZero();

        assertThat(trials()).extracting(Trial::reason).containsExactly(untouched, null);
        assertThat(host.lines()).filteredOn(line -> line.contains(untouched)).containsExactly("bowl trial 0: " + untouched);
    }

    private static String xor() {
        StringBuilder rows = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 120; i++) {
            int a = i % 2;
            int b = i / 2 % 2;
            rows.append(a).append(',').append(b).append(',').append(a == b ? "same" : "other").append('\n');
        }
        return rows.toString();
    }

    @Test
    void runsAsManyTrialsSideBySideAsItMay() throws Exception {
        // Each trial waits for the others: with fewer than three at a time none would end.
        String together = "touch here-$ML_TRIAL; n=0; while [ $(ls here-* | wc -l) -lt 3 ]; do n=$((n+1)); [ $n -lt 5000 ];"
                + " sleep 0.02; done; echo loss=1";

        TuneResult result = tune(Map.of("command", together, "trials", 3, "parallel", 3));

        assertThat(result.trials()).isEqualTo(3);
        assertThat(trials()).allMatch(trial -> trial.state() == Trial.State.COMPLETE);
    }

    @Test
    void saysWhereTrialsSideBySideWriteTheirMetricFiles() throws Exception {
        assertThatThrownBy(() -> tune(Map.of(
                        "command", "echo '{\"loss\": 1}' > m.json", "metrics", List.of("m.json"), "trials", 2, "parallel", 2)))
                .isInstanceOf(StepFailure.class);

        assertThat(trials().get(0).reason())
                .contains("'m.json' matches nothing in the trial's own ml/tune/bowl/trials/0/output")
                .contains("write it to $ML_OUTPUT_DIR");
    }

    @Test
    void goesOnAfterARestartBetweenAnyTwoTurnsWithoutRepeatingATrial() throws Exception {
        Map<String, Object> parameters = Map.of(
                "command", "echo $ML_TRIAL >> started; echo loss=$ML_PARAM_X", "trials", 6, "parallel", 2);

        TuneResult result = TestHost.drive(
                () -> {
                    // What a new process would find: nothing in memory.
                    closeStudy();
                    return step(new TestHost(workspace), parameters);
                },
                TestBodies.none(), state -> {});

        assertThat(result.trials()).isEqualTo(6);
        assertThat(Files.readAllLines(workspace.resolve("started")))
                .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5");
    }

    @Test
    void takesUpATrialThatWasAskedForBeforeTheHostDied() throws Exception {
        Map<String, Object> parameters = Map.of("command", "echo $ML_TRIAL >> started; echo loss=1", "trials", 2);
        TuneStep step = step(new TestHost(workspace), parameters);
        TuneState begun = step.advance(step.initial()).state();
        // Its state is lost: the study has asked for trial 0, nobody runs it.
        step.advance(begun);

        TuneState state = begun;
        while (true) {
            Turn<TuneState, TuneResult> turn = step(new TestHost(workspace), parameters).advance(state);
            if (turn.result().isPresent()) {
                break;
            }
            state = turn.state();
        }

        assertThat(Files.readAllLines(workspace.resolve("started"))).containsExactly("0", "1");
    }

    @Test
    void saysThatItRepairedTheStudyWhenItTakesItUpAgain() throws Exception {
        Map<String, Object> parameters = Map.of("command", "echo loss=1", "trials", 2);
        TuneStep killed = step(new TestHost(workspace), parameters);
        TuneState begun = killed.advance(killed.initial()).state();
        killed.advance(begun);
        closeStudy();
        Files.writeString(
                workspace.resolve("ml/tune/bowl/trials.jsonl"), "{\"number\":0,\"par", StandardOpenOption.APPEND);

        host = new TestHost(workspace);
        step(host, parameters).advance(begun);

        assertThat(host.lines()).anyMatch(line -> line.contains("removed half a line of 16 bytes at its end"));
    }

    @Test
    void stopsTheProcessOfATrialThatLooksBad() throws Exception {
        // Trials 0 to 5 are good; later ones start badly and would run for minutes.
        String command = "if [ $ML_TRIAL -lt 6 ]; then echo step=1 loss=1; echo step=2 loss=1;"
                + " else echo step=1 loss=100; sleep 300; fi";

        TuneResult result = tune(Map.of("command", command, "trials", 8, "pruner", "median"));

        assertThat(result.value()).isEqualTo(1);
        assertThat(trials().subList(6, 8)).allSatisfy(trial -> {
            assertThat(trial.state()).isEqualTo(Trial.State.PRUNED);
            assertThat(Duration.between(trial.start(), trial.end())).isLessThan(Duration.ofSeconds(20));
        });
    }

    @Test
    void stopsATrialThatDiverges() throws Exception {
        tune(Map.of(
                "command", "if [ $ML_TRIAL = 0 ]; then echo epoch=1 loss=NaN; sleep 300; else echo epoch=1 loss=2; fi",
                "trials", 2,
                "pruner", "asha"));

        assertThat(trials()).extracting(Trial::state).containsExactly(Trial.State.PRUNED, Trial.State.COMPLETE);
        assertThat(trials().get(0).intermediate()).containsExactly(new Trial.Report(1, Double.NaN));
    }

    @Test
    void saysThatThePrunerHadNothingToLookAt() throws Exception {
        String said = "bowl: pruner 'median' had nothing to look at: no trial reported loss with a step while it ran";
        tune(Map.of("command", bowl(), "trials", 2, "pruner", "median"));
        assertThat(host.lines()).anyMatch(line -> line.contains(said));
        tune(Map.of("command", "echo step=1 loss=1", "trials", 2, "pruner", "median", "name", "steps"));
        assertThat(host.lines()).noneMatch(line -> line.contains("had nothing to look at"));
    }

    @Test
    void givesTheSlotOfAStoppedTrialToTheNextWithinASecond() throws Exception {
        // Trial 7 begins where trial 6, which would run for minutes, was stopped; a dead process may wait to be reaped (Z).
        String command = "case $ML_TRIAL in 6) sleep 300 & echo $! > asleep; echo step=1 loss=100; wait;;"
                + " 7) case \"$(ps -o stat= -p $(cat asleep))\" in ''|Z*) ;; *) touch overlap;; esac; echo loss=1;;"
                + " *) echo step=1 loss=1;; esac";

        List<Set<Integer>> turns = new ArrayList<>();
        TuneStep step = step(new TestHost(workspace), Map.of("command", command, "trials", 8, "pruner", "median"));
        TestHost.drive(() -> step, TestBodies.none(), state -> turns.add(state.running().keySet()));

        Trial stopped = trials().get(6);
        Trial next = trials().get(7);
        assertThat(stopped.state()).isEqualTo(Trial.State.PRUNED);
        assertThat(next.state()).isEqualTo(Trial.State.COMPLETE);
        assertThat(Duration.between(stopped.end(), next.start())).isLessThan(Duration.ofSeconds(1));
        assertThat(turns).as("the trials that run after each turn").containsSequence(Set.of(6), Set.of(7));
        assertThat(workspace.resolve("asleep")).exists();
        assertThat(workspace.resolve("overlap")).doesNotExist();
    }

    @Test
    void aFailedTrialIsAStateOfItsOwnAndTheSearchGoesOn() throws Exception {
        tune(Map.of("command", "test $ML_TRIAL != 1; echo loss=0.5", "trials", 3));

        assertThat(trials()).extracting(Trial::state).containsExactly(
                Trial.State.COMPLETE, Trial.State.FAILED, Trial.State.COMPLETE);
        assertThat(trials().get(1).reason()).contains("exit code 1");
    }

    @Test
    void returnsTheParetoSetOfSeveralObjectivesAndTheBestTrialByTheFirst() throws Exception {
        host = new TestHost(workspace);
        TuneSpec spec = Binder.bind(TuneSpec.class, Map.of(
                "name", "bowl", "objectives", List.of("auc", "seconds"), "directions", List.of("maximize", "minimize"),
                "space", SPACE, "trials", 3, "repeats", 2,
                "command", "case $ML_TRIAL in 0) echo auc=0.8 seconds=4;; 1) echo auc=0.9 seconds=6;;"
                        + " 2) echo auc=0.7 seconds=7;; 3) echo auc=0.6 seconds=8;; *) echo auc=0.95 seconds=30;; esac"));

        TuneResult result = TestHost.drive(new TuneStep(host, spec, false, TestBodies.none()));

        assertThat(result.trial()).isEqualTo(4);
        assertThat(result.value()).isEqualTo(0.95);
        assertThat(result.pareto()).extracting(trial -> trial.get("trial")).containsExactly(0, 4);
        assertThat(result.pareto().get(0).get("params")).isEqualTo(trials().get(0).params());
        assertThat((Map<?, ?>) result.pareto().get(0).get("values")).hasSize(2).satisfies(values -> {
            assertThat((Double) values.get("auc")).isCloseTo(0.85, within(1e-12));
            assertThat(values.get("seconds")).isEqualTo(5.0);
        });
        assertThat(study().pareto()).containsExactly(0, 4);
        assertThat(host.lines()).anyMatch(line -> line.endsWith(": Pareto set: trials 0, 4"));
    }

    @Test
    void failsWhenNoTrialReportsTheObjectiveAndSaysWhatWasReported() throws Exception {
        assertThatThrownBy(() -> tune(Map.of("command", "echo accuracy=0.5", "trials", 2)))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("none of 2 trials was completed (2 FAILED);");

        assertThat(trials().get(0).reason()).contains("'loss' was never reported").contains("accuracy");
    }

    @Test
    void endsASearchForAMisspeltObjectiveAfterItsFirstTrials() throws Exception {
        assertThatThrownBy(() -> tune(Map.of("command", "echo los=0.5", "trials", 12)))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("none of 3 trials was completed (3 FAILED);")
                .hasMessageEndingWith("; stopped: each of the first 3 trials ended by itself, but objective 'loss' was never reported;"
                        + " reported were los; the other 9 of at most 12 trials were not run");

        assertThat(trials()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void endsASearchWithDataThatNoTrialCanUseBeforeFurtherTrialsStart(int parallel) throws Exception {
        Files.writeString(workspace.resolve("constant.csv"), "x,y\n" + "1,yes\n2,yes\n".repeat(20));

        assertThatThrownBy(() -> tune(Map.of(
                        "data", "constant.csv", "target", "y", "objective", "cv_accuracy", "direction", "maximize", "space", List.of(),
                        "trials", 12, "parallel", parallel)))
                .isInstanceOf(StepFailure.class)
                .hasMessage("tuneHyperparams 'bowl': no trial can use the data: target 'y' has the same value in every row: there is"
                        + " nothing to learn");

        assertThat(trials()).hasSize(parallel).allMatch(trial -> trial.state() == Trial.State.FAILED);
        assertThat(trials()).anyMatch(trial -> trial.reason().contains("has the same value in every row"));
        assertThat(study().states()).isEqualTo(Map.of("FAILED", parallel));
    }

    @Test
    void goesOnAfterParametersThatTheBuiltInTrainerCannotUse() throws Exception {
        Files.writeString(workspace.resolve("xor.csv"), xor());

        tune(Map.of(
                "data", "xor.csv", "target", "y", "objective", "cv_accuracy", "direction", "maximize", "trials", 2,
                "space", List.of(Map.of("type", "choice", "name", "family", "values", List.of("nope", "linear"))),
                "enqueue", List.of(Map.of("family", "nope"), Map.of("family", "linear"))));

        assertThat(trials()).extracting(Trial::state).containsExactly(Trial.State.FAILED, Trial.State.COMPLETE);
    }

    @Test
    void abortStopsAllTrials() throws Exception {
        Map<String, Object> parameters =
                Map.of("command", "echo $$ > new-$ML_TRIAL; mv new-$ML_TRIAL pid-$ML_TRIAL; sleep 300", "trials", 4, "parallel", 2);
        TuneStep step = step(new TestHost(workspace), parameters);
        TuneState state = step.initial();
        while (!Files.exists(workspace.resolve("pid-0")) || !Files.exists(workspace.resolve("pid-1"))) {
            state = step.advance(state).state();
        }

        step.abort(state, "stop");

        Set<String> alive = new HashSet<>();
        for (String file : List.of("pid-0", "pid-1")) {
            long pid = Long.parseLong(Files.readString(workspace.resolve(file)).trim());
            ProcessHandle.of(pid).flatMap(process -> process.info().arguments()).ifPresent(a -> alive.add(file));
        }
        assertThat(alive).isEmpty();
        assertThat(trials()).extracting(Trial::state).containsExactly(Trial.State.FAILED, Trial.State.FAILED);
        assertThat(trials()).extracting(Trial::reason).containsOnly("aborted: stop");
    }

    @Test
    void goesOnAfterAnAbortWithWhatItsTrialsFound() throws Exception {
        Map<String, Object> parameters = Map.of("command", "echo $ML_TRIAL >> started; echo loss=1", "trials", 4);
        TuneStep step = step(new TestHost(workspace), parameters);
        TuneState state = runningTrial(2, step);
        step.abort(state, "stop");

        TestHost.end(step(new TestHost(workspace), parameters), step.afterAbort(state).orElseThrow());

        assertThat(Files.readAllLines(workspace.resolve("started"))).doesNotHaveDuplicates().contains("0", "1", "3");
        assertThat(trials()).extracting(Trial::state)
                .containsExactly(Trial.State.COMPLETE, Trial.State.COMPLETE, Trial.State.FAILED, Trial.State.COMPLETE);
    }

    @Test
    void choosesATrialAgainThatItsFilesHaveLost() throws Exception {
        Map<String, Object> parameters = Map.of("command", "echo loss=1", "trials", 3);
        TuneState state = runningTrial(1, step(new TestHost(workspace), parameters));
        closeStudy();
        Path journal = workspace.resolve("ml/tune/bowl/trials.jsonl");
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() - 1));

        host = new TestHost(workspace);
        TestHost.end(step(host, parameters), state);

        assertThat(trials()).hasSize(3).allMatch(trial -> trial.state() == Trial.State.COMPLETE);
        assertThat(host.lines()).contains("bowl trial 1 is lost from ml/tune/bowl; it is chosen again");
    }

    @Test
    void failsWhenAnotherStepOfTheBuildBeginsTheSameStudyAndLeavesItAlone() throws Exception {
        TuneStep first = step(new TestHost(workspace), Map.of("command", "echo loss=1", "trials", 2));
        TuneState state = runningTrial(0, first);
        TuneStep second = step(new TestHost(workspace), Map.of("command", "echo loss=0", "trials", 2));
        TuneState begun = runningTrial(0, second);

        assertThatThrownBy(() -> TestHost.end(first, state))
                .isInstanceOf(SpecException.class)
                .hasMessage("study 'bowl' is being searched by another step of this build in the same workspace: give each its own name");
        assertThatThrownBy(() -> first.abort(state, "refused")).isInstanceOf(SpecException.class);

        TestHost.end(second, begun);
        assertThat(trials()).hasSize(2).allMatch(trial -> trial.state() == Trial.State.COMPLETE && trial.value() == 0);
    }

    @Test
    void beginsWhereAStepWentAwayWithoutAWord() throws Exception {
        Map<String, Object> parameters = Map.of("command", "echo loss=1", "trials", 1);
        runningTrial(0, step(new TestHost(workspace), parameters));
        assertThat(tune(parameters).trials()).as("another step of the build").isEqualTo(1);

        runningTrial(0, step(new TestHost(workspace).build(6), parameters));
        assertThat(tune(parameters).trials()).as("a step of another build").isEqualTo(1);
    }

    private static TuneState runningTrial(int number, TuneStep step) throws Exception {
        TuneState state = step.initial();
        while (!state.running().containsKey(number)) {
            state = step.advance(state).state();
        }
        return state;
    }

    private static String bowl() {
        return "echo loss=$(awk \"BEGIN { print ($ML_PARAM_X) * ($ML_PARAM_X) }\")";
    }

    private TuneResult tune(Map<String, Object> parameters) throws Exception {
        host = new TestHost(workspace);
        return TestHost.drive(step(host, parameters));
    }

    private static TuneStep step(TestHost host, Map<String, Object> parameters) {
        return step(host, parameters, false, TestBodies.none());
    }

    private static TuneStep step(TestHost host, Map<String, Object> parameters, boolean hasBody, TestBodies bodies) {
        Map<String, Object> all = new HashMap<>(
                Map.of("name", "bowl", "objective", "loss", "direction", "minimize", "space", SPACE));
        all.putAll(parameters);
        return new TuneStep(host, Binder.bind(TuneSpec.class, all), hasBody, bodies);
    }

    private void closeStudy() {
        try {
            OpenStudies.close(workspace.resolve("ml/tune/bowl"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private StudyRecord study() throws Exception {
        return Json.read(workspace.resolve("ml/tune/bowl/study.json"), StudyRecord.class);
    }

    /** The last line of each trial says how it ended. */
    private List<Trial> trials() throws Exception {
        Map<Integer, Trial> last = new LinkedHashMap<>();
        for (String line : Files.readAllLines(workspace.resolve("ml/tune/bowl/trials.jsonl"))) {
            Trial trial = Json.mapper().readValue(line, Trial.class);
            last.put(trial.number(), trial);
        }
        return List.copyOf(last.values());
    }
}
