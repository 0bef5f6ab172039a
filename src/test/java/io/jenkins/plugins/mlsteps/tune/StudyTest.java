package io.jenkins.plugins.mlsteps.tune;

import static io.jenkins.plugins.mlsteps.tune.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {
    @TempDir
    Path workspace;

    @Test
    void asksForAsManyTrialsAsTheSpecSays() throws IOException {
        try (Study study = open(spec("trials", 5))) {
            assertThat(study.ask(3)).extracting(Trial::number).containsExactly(0, 1, 2);
            assertThat(study.ask(3)).extracting(Trial::number).containsExactly(3, 4);
            assertThat(study.ask(3)).isEmpty();
            assertThat(study.isFinished()).isFalse();
            study.trials().forEach(trial -> complete(study, trial.number(), 0.5));
            assertThat(study.isFinished()).isTrue();
        }
    }

    @Test
    void knowsTheBestTrialByTheDirection() throws IOException {
        try (Study study = open(spec("direction", "minimize"))) {
            study.ask(3);
            complete(study, 0, 0.7);
            complete(study, 1, 0.2);
            complete(study, 2, 0.9);
            assertThat(study.best()).get().extracting(Trial::number).isEqualTo(1);
        }
    }

    @Test
    void writesTheStudyForWhoeverReadsTheFiles() throws IOException {
        try (Study study = open(spec("gpu", 2))) {
            study.ask(2);
            complete(study, 0, 0.7);
            study.tell(1, Trial.State.FAILED, null, Map.of(), "exit code 1");
            study.finish(null);
        }
        StudyRecord record = Json.read(directory().resolve("study.json"), StudyRecord.class);
        assertThat(record.best()).isZero();
        assertThat(record.bestValue()).isEqualTo(0.7);
        assertThat(record.bestParams()).containsKeys("lr", "depth", "opt");
        assertThat(record.states()).containsEntry("COMPLETE", 1).containsEntry("FAILED", 1);
        assertThat(record.spec().space()).isEqualTo(Specs.SPACE);
        assertThat(record.usage().gpuHours()).isEqualTo(2 * record.usage().trialHours());
    }

    @Test
    void goesOnAfterReopeningAsIfNothingHappened() throws IOException {
        List<Map<String, Object>> uninterrupted = new ArrayList<>();
        try (Study study = open(spec("trials", 30, "name", "a"))) {
            for (Trial trial = next(study); trial != null; trial = next(study)) {
                uninterrupted.add(trial.params());
                complete(study, trial.number(), quality(trial));
            }
        }
        List<Map<String, Object>> interrupted = new ArrayList<>();
        boolean finished = false;
        while (!finished) {
            try (Study study = open(spec("trials", 30, "name", "b"))) {
                for (int i = 0; i < 4 && !study.isFinished(); i++) {
                    Trial trial = next(study);
                    interrupted.add(trial.params());
                    complete(study, trial.number(), quality(trial));
                }
                finished = study.isFinished();
            }
        }
        assertThat(interrupted).isEqualTo(uninterrupted);
    }

    @Test
    void keepsRunningTrialsAndTheirReportsWhenReopened() throws IOException {
        try (Study study = open(spec())) {
            study.ask(2);
            study.report(1, 1, 0.5);
            study.report(1, 2, 0.6);
            complete(study, 0, 0.7);
        }
        try (Study study = open(spec())) {
            assertThat(study.running()).singleElement().satisfies(trial -> {
                assertThat(trial.number()).isEqualTo(1);
                assertThat(trial.intermediate()).containsExactly(new Trial.Report(1, 0.5), new Trial.Report(2, 0.6));
            });
            Trial ended = study.tell(1, Trial.State.PRUNED, null, Map.of(), "looked bad");
            assertThat(ended.value()).isEqualTo(0.6);
        }
    }

    @Test
    void tellingTheEndOfATrialAgainChangesNothing() throws IOException {
        try (Study study = open(spec())) {
            study.ask(1);
            complete(study, 0, 0.7);
            Trial again = study.tell(0, Trial.State.FAILED, null, Map.of(), null);
            assertThat(again.state()).isEqualTo(Trial.State.COMPLETE);
            assertThat(study.trials()).containsExactly(again);
        }
        assertThat(Files.readAllLines(directory().resolve("trials.jsonl"))).hasSize(2);
    }

    @Test
    void saysWhichMetricsWereReportedWhenTheObjectiveWasNot() throws IOException {
        try (Study study = open(spec())) {
            study.ask(1);
            Trial ended = study.tell(0, Trial.State.COMPLETE, null, Map.of("loss", 0.1, "acc", 0.9), null);
            assertThat(ended.state()).isEqualTo(Trial.State.FAILED);
            assertThat(ended.reason()).isEqualTo("objective 'auc' was never reported; reported were acc, loss");
        }
    }

    @Test
    void aValueThatIsNotFiniteIsAStateOfItsOwn() throws IOException {
        try (Study study = open(spec("trials", 40))) {
            for (int i = 0; i < 20; i++) {
                study.ask(1);
                study.tell(i, Trial.State.COMPLETE, i % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY, Map.of(), null);
            }
            assertThat(study.trials()).extracting(Trial::state).containsOnly(Trial.State.NOT_FINITE);
            assertThat(study.best()).isEmpty();
            assertThat(study.ask(1)).hasSize(1);
        }
    }

    @Test
    void refusesTrialsOfAnotherSpaceAndSaysTheDifference() throws IOException {
        try (Study study = open(spec())) {
            study.ask(1);
        }
        TuneSpec other = spec(
                "space",
                List.of(
                        new Dimension.LogUniform("lr", 1e-4, 1e-1),
                        new Dimension.IntRange("depth", 2, 10, 1, false),
                        new Dimension.Uniform("dropout", 0, 0.5)));
        assertThatThrownBy(() -> open(other))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("'lr' is logUniform(name: 'lr', min: 1.0E-4, max: 0.1)")
                .hasMessageContaining("it was logUniform(name: 'lr', min: 1.0E-5, max: 0.1)")
                .hasMessageContaining("'opt' is gone")
                .hasMessageContaining("'dropout' is new");
    }

    @Test
    void takesMoreTrialsOrAnotherAlgorithmOnReopening() throws IOException {
        try (Study study = open(spec("trials", 1))) {
            study.ask(1);
            complete(study, 0, 0.5);
            assertThat(study.isFinished()).isTrue();
        }
        try (Study study = open(spec("trials", 3, "algorithm", "random"))) {
            assertThat(study.isFinished()).isFalse();
            assertThat(study.ask(5)).extracting(Trial::number).containsExactly(1, 2);
        }
    }

    @Test
    void onlyOneCanHaveItOpen() throws IOException {
        try (Study study = open(spec())) {
            assertThat(study.trials()).isEmpty();
            assertThatThrownBy(() -> open(spec())).isInstanceOf(IOException.class).hasMessageContaining("already open");
        }
    }

    @Test
    void runsEachParameterSetSeveralTimesAndComparesMeans() throws IOException {
        try (Study study = open(spec("trials", 2, "repeats", 3))) {
            List<Trial> trials = study.ask(10);
            assertThat(trials).hasSize(6);
            assertThat(trials.subList(0, 3)).extracting(Trial::params).containsOnly(trials.get(0).params());
            assertThat(trials.get(3).params()).isNotEqualTo(trials.get(0).params());
            double[] values = {0.9, 0.1, 0.2, 0.5, 0.5, 0.5};
            for (int i = 0; i < 6; i++) {
                complete(study, i, values[i]);
            }
            assertThat(study.best()).get().extracting(Trial::number).isEqualTo(3);
            assertThat(study.record().bestValue()).isEqualTo(0.5);
        }
    }

    @Test
    void saysHowMuchOfTheVarianceEachParameterExplains() throws IOException {
        try (Study study = open(spec("trials", 30, "algorithm", "random"))) {
            for (Trial trial = next(study); trial != null; trial = next(study)) {
                complete(study, trial.number(), Math.log((Double) trial.params().get("lr")));
            }
            assertThat(study.finish(null).importance().keySet()).first().isEqualTo("lr");
            assertThat(study.finish(null).importance().get("lr")).isBetween(0.6, 1.0);
        }
    }

    @Test
    void stopsWhenLittleIsLeftToGain() throws IOException {
        List<Dimension> space = List.of(new Dimension.Uniform("x", 0, 1), new Dimension.Uniform("y", 0, 1));
        try (Study study = open(spec("trials", 100, "space", space, "minRegret", 0.02))) {
            for (Trial trial = next(study); trial != null; trial = next(study)) {
                double x = (Double) trial.params().get("x") - 0.3;
                double y = (Double) trial.params().get("y") - 0.6;
                complete(study, trial.number(), 5 - x * x - y * y);
            }
            assertThat(study.isFinished()).isTrue();
            assertThat(study.trials()).hasSizeBetween(12, 60);
            assertThat(study.record().bestValue()).isGreaterThan(4.98);
            assertThat(study.stopReason()).get().asString().contains("within").contains("'minRegret' is 0.02");
        }
    }

    @Test
    void triesEnqueuedParametersFirst() throws IOException {
        TuneSpec spec = spec("enqueue", List.of(Map.of("lr", 0.01, "depth", 3, "opt", "sgd"), "{\"depth\": 7}"));
        try (Study study = open(spec)) {
            List<Trial> trials = study.ask(3);
            assertThat(trials.get(0).params()).containsEntry("depth", 3L).containsEntry("opt", "sgd");
            assertThat(trials.get(0).params()).containsEntry("lr", 0.01);
            assertThat(trials.get(1).params()).containsEntry("depth", 7L).containsKeys("lr", "opt");
        }
    }

    @Test
    void triesTheDefaultsOfTheTrainingAfterWhatIsEnqueued() throws IOException {
        TuneSpec spec = spec(
                "enqueue", List.of(Map.of("depth", 3)), "params", Map.of("depth", 5, "opt", "sgd", "epochs", 3));
        try (Study study = open(spec)) {
            List<Trial> trials = study.ask(3);
            assertThat(trials.get(0).params()).containsEntry("depth", 3L);
            assertThat(trials.get(1).params()).containsEntry("depth", 5L).containsEntry("opt", "sgd").containsKey("lr");
        }
        assertThatThrownBy(() -> Study.check(spec("params", Map.of("depth", 50))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("tuneHyperparams: parameter 'params': 'depth' cannot be 50");
    }

    @Test
    void completesWhatIsEnqueuedSoThatItMeetsTheConstraints() throws IOException {
        List<Dimension> space =
                List.of(new Dimension.IntRange("batch", 1, 100, 1, false), new Dimension.IntRange("seq", 1, 100, 1, false));
        TuneSpec spec = spec(
                "space", space, "constraints", List.of("batch * seq <= 300"),
                "enqueue", List.of(Map.of("batch", 100), Map.of("seq", 90)));
        try (Study study = open(spec)) {
            List<Trial> trials = study.ask(2);
            assertThat(trials.get(0).params()).containsEntry("batch", 100L);
            assertThat((Long) trials.get(0).params().get("seq")).isLessThanOrEqualTo(3);
            assertThat(trials.get(1).params()).containsEntry("seq", 90L);
        }
        TuneSpec impossible = spec(
                "space", space, "constraints", List.of("batch * seq <= 300"),
                "enqueue", List.of(Map.of("batch", 100, "seq", 100)));
        assertThatThrownBy(() -> Study.check(impossible))
                .hasMessageContaining("parameter 'enqueue', entry 1: {batch=100, seq=100} does not meet the constraints");
    }

    @Test
    void aGridLosesNoneOfItsPointsToWhatIsEnqueued() throws IOException {
        TuneSpec spec = spec(
                "algorithm", "grid", "trials", 10, "enqueue", List.of(Map.of("opt", "b")),
                "space", List.of(new Dimension.Choice("opt", List.of("a", "b", "c"))));
        try (Study study = open(spec)) {
            assertThat(study.ask(10))
                    .extracting(trial -> trial.params().get("opt"))
                    .startsWith("b")
                    .contains("a", "c")
                    .hasSize(4);
        }
    }

    @Test
    void learnsFromItsOwnEarlierRuns() throws IOException {
        TuneSpec spec = spec("warmStart", List.of("churn"), "trials", 12);
        assertThat(runAnew(spec)).containsExactly("no warm start: 'churn' has no earlier run with this objective");
        assertThat(runAnew(spec)).singleElement().asString().contains("earlier/1/trials.jsonl: 12 of 12 complete trials fit");
        assertThat(runAnew(spec)).hasSize(2);
        TuneSpec other = spec("warmStart", List.of("churn"), "objective", "loss", "direction", "minimize");
        assertThat(runAnew(other)).hasSize(4).allMatch(notice -> notice.startsWith("no warm start"));
        for (int i = 0; i < 12; i++) {
            runAnew(spec);
        }
        assertThat(new EarlierRuns(directory()).oldestFirst()).hasSize(10);
        assertThat(runAnew(spec("trials", 1))).isEmpty();
        assertThat(directory().resolve("earlier")).doesNotExist();
    }

    @Test
    void aWarmStartThatIsMisspeltRemovesNothing() throws IOException {
        runAnew(spec());
        assertThatThrownBy(() -> runAnew(spec("warmStart", List.of("chrun")))).hasMessageContaining("there is no study 'chrun'");
        assertThat(directory().resolve(Study.TRIALS)).isNotEmptyFile();
    }

    @Test
    void tellsWhatTheTrialsCost() throws IOException {
        TuneSpec spec = spec("gpu", 3);
        try (Study study = open(spec)) {
            assertThat(study.ask(1)).hasSize(1);
        }
        Clock anHourLater = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        try (Study study = Study.open(directory(), spec, SourceRevision.unknown(), anHourLater)) {
            complete(study, 0, 0.9);
            StudyRecord.Usage usage = study.finish(new Price(10, 2)).usage();
            assertThat(usage.trialHours()).isCloseTo(1, within(0.01));
            assertThat(usage.gpuHours()).isCloseTo(3, within(0.03));
            assertThat(usage.cost()).isCloseTo(16, within(0.16));
            assertThat(study.finish(null).usage().cost()).isNull();
        }
    }

    /** The notices of a new run, after which all its trials are complete. */
    private List<String> runAnew(TuneSpec spec) throws IOException {
        new EarlierRuns(directory()).beginAnew(spec);
        try (Study study = open(spec)) {
            for (Trial trial : study.ask(spec.trials())) {
                study.tell(trial.number(), Trial.State.COMPLETE, quality(trial), Map.of(), null);
            }
            return study.notices();
        }
    }

    @Test
    void refusesToEnqueueWhatTheSpaceDoesNotHave() {
        assertThatThrownBy(() -> open(spec("enqueue", List.of(Map.of("dept", 3)))))
                .hasMessageContaining("entry 1: unknown parameter 'dept'; did you mean 'depth'?");
        assertThatThrownBy(() -> open(spec("enqueue", List.of(Map.of("depth", 30)))))
                .hasMessageContaining("entry 1: 'depth' cannot be 30");
    }

    @Test
    void learnsFromAnEarlierStudy() throws IOException {
        try (Study earlier = Specs.open(workspace.resolve("ml/tune/old"), spec("name", "old", "trials", 30))) {
            for (Trial trial = next(earlier); trial != null; trial = next(earlier)) {
                complete(earlier, trial.number(), quality(trial));
            }
            earlier.finish(null);
        }
        try (Study study = open(spec("warmStart", List.of("old")))) {
            assertThat(study.notices()).anyMatch(notice -> notice.contains("30 of 30 complete trials fit"));
            assertThat(study.trials()).isEmpty();
            assertThat(study.best()).isEmpty();
            // Without the earlier study the first trial would be the first Sobol point.
            Map<String, Object> first = study.ask(1).get(0).params();
            try (Study alone = Specs.open(workspace.resolve("ml/tune/alone"), spec())) {
                assertThat(first).isNotEqualTo(alone.ask(1).get(0).params());
            }
        }
    }

    @Test
    void refusesToLearnFromAStudyOfAnotherObjective() throws IOException {
        try (Study earlier = Specs.open(workspace.resolve("ml/tune/old"), spec("name", "old", "objective", "loss"))) {
            earlier.ask(1);
        }
        assertThatThrownBy(() -> open(spec("warmStart", List.of("old"))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("optimized [loss] [maximize], this one optimizes [auc] [maximize]");
        assertThatThrownBy(() -> open(spec("warmStart", List.of("older"))))
                .hasMessageContaining("there is no study 'older'");
    }

    @Test
    void keepsTheParetoSetOfSeveralObjectives() throws IOException {
        TuneSpec spec = spec("objectives", List.of("auc", "seconds"), "directions", List.of("maximize", "minimize"));
        try (Study study = open(spec)) {
            study.ask(4);
            double[][] values = {{0.9, 10}, {0.8, 5}, {0.7, 7}, {0.95, 30}};
            for (int i = 0; i < 4; i++) {
                study.tell(i, Trial.State.COMPLETE, values[i][0], Map.of("seconds", values[i][1]), null);
            }
            assertThat(study.record().pareto()).containsExactly(0, 1, 3);
            assertThat(study.best()).get().extracting(Trial::number).isEqualTo(3);
        }
    }

    @Test
    void stopsWhenTheTargetIsReached() throws IOException {
        try (Study study = open(spec("targetValue", 0.9))) {
            study.ask(2);
            complete(study, 0, 0.89);
            assertThat(study.isFinished()).isFalse();
            complete(study, 1, 0.9);
            assertThat(study.isFinished()).isTrue();
            assertThat(study.ask(1)).isEmpty();
            assertThat(study.finish(null).stopped()).isEqualTo("trial 1 reached the target auc >= 0.9");
        }
    }

    @Test
    void stopsWhenNothingImproves() throws IOException {
        try (Study study = open(spec("noImprovement", 3))) {
            study.ask(5);
            double[] values = {0.5, 0.6, 0.6, 0.1, 0.2};
            for (int i = 0; i < 5; i++) {
                assertThat(study.stopReason()).isEmpty();
                complete(study, i, values[i]);
            }
            assertThat(study.stopReason()).contains("no improvement in the last 3 finished trials");
        }
    }

    @Test
    void stopsStartingTrialsWhenTimeIsUp() throws IOException {
        try (Study study = open(spec("maxMinutes", 1))) {
            assertThat(study.ask(1)).hasSize(1);
        }
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
        try (Study study = Study.open(
                directory(), spec("maxMinutes", 1), SourceRevision.unknown(), later)) {
            assertThat(study.ask(1)).isEmpty();
            assertThat(study.stopReason()).contains("the 1.0 minutes of 'maxMinutes' are over");
        }
    }

    @Test
    void warnsOfAGridThatIsTooLarge() throws IOException {
        TuneSpec spec = spec(
                "algorithm", "grid",
                "trials", 10,
                "space", List.of(
                        new Dimension.IntRange("depth", 1, 10, 1, false),
                        new Dimension.Choice("opt", List.of("adam", "sgd"))));
        try (Study study = open(spec)) {
            assertThat(study.notices()).anyMatch(notice -> notice.contains("the grid has 20 points"));
        }
    }

    @Test
    void endsWhenTheGridIsExhausted() throws IOException {
        TuneSpec spec = spec(
                "algorithm", "grid", "trials", 10, "space", List.of(new Dimension.Choice("opt", List.of("a", "b", "c"))));
        try (Study study = open(spec)) {
            List<Trial> trials = study.ask(10);
            assertThat(trials).extracting(trial -> trial.params().get("opt")).containsExactlyInAnyOrder("a", "b", "c");
            trials.forEach(trial -> complete(study, trial.number(), 1));
            assertThat(study.isFinished()).isTrue();
        }
    }

    private Path directory() {
        return workspace.resolve("ml/tune/churn");
    }

    private Study open(TuneSpec spec) throws IOException {
        return Specs.open(workspace.resolve("ml/tune").resolve(spec.name()), spec);
    }

    private static Trial next(Study study) throws IOException {
        List<Trial> asked = study.ask(1);
        return asked.isEmpty() ? null : asked.get(0);
    }

    private static double quality(Trial trial) {
        double lr = Math.log10((Double) trial.params().get("lr")) + 3;
        return 1 - 0.05 * lr * lr + ("adam".equals(trial.params().get("opt")) ? 0.1 : 0);
    }

    private static void complete(Study study, int number, double value) {
        try {
            study.tell(number, Trial.State.COMPLETE, value, Map.of("auc", value), null);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
