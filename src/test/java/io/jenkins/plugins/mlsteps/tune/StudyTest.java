package io.jenkins.plugins.mlsteps.tune;

import static io.jenkins.plugins.mlsteps.tune.Specs.complete;
import static io.jenkins.plugins.mlsteps.tune.Specs.next;
import static io.jenkins.plugins.mlsteps.tune.Specs.quality;
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
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void knowsItsSearchAgainHoweverTheAuthorWroteTheValues() throws IOException {
        List<Dimension> space = List.of(
                new Dimension.Uniform("x", 0, 1, 0.1, "kind == 2"),
                new Dimension.IntRange("n", 1, 1L << 40, 1, true),
                new Dimension.Choice("rate", List.of(new BigDecimal("1E-7"), new BigDecimal("0.10"), 0.3f, 5)),
                new Dimension.Choice("layers", List.of(List.of(64L, 64), List.of(new BigDecimal("1.50"))), true, null),
                new Dimension.Choice("net", List.of(net("0.10", null), net("0.20", Arrays.asList(64, null)))));
        TuneSpec spec = spec(
                "space", concat(List.of(new Dimension.Choice("kind", List.of(1, 2))), space),
                "constraints", List.of("n * 2 < 1000"), "repeats", 2, "objectives", List.of("auc", "cost"),
                "directions", List.of("maximize", "minimize"));
        List<Trial> asked;
        try (Study study = open(spec)) {
            asked = study.ask(4);
        }
        try (Study study = open(spec)) {
            assertThat(study.trials()).hasToString(asked.toString());
        }
    }

    private static Map<String, Object> net(String dropout, Object hidden) {
        Map<String, Object> net = new LinkedHashMap<>();
        net.put("layers", 2L);
        net.put("dropout", new BigDecimal(dropout));
        net.put("hidden", hidden);
        return net;
    }

    private static <T> List<T> concat(List<? extends T> first, List<? extends T> second) {
        return Stream.<T>concat(first.stream(), second.stream()).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"spec": {}}                                                             | it has no 'spec' or no 'start'
                    {"spec": {}, "start": "yesterday"}                                       | is no study
                    {"spec": {"repeats": "x"}, "start": "2026-11-25T02:34:49Z"}              | parameter 'repeats' must be a number           
                    {"spec": {"space": [{"type": "dice"}]}, "start": "2026-11-25T02:34:49Z"} | has type 'dice', allowed is uniform
                    {"spec": {                                                               | cannot be read as JSON
                    {} {}                                                                    | something follows the JSON object
                    []                                                                       | it is no JSON object
                    """)
    void saysWhatIsWrongWithAStudyFile(String content, String said) throws IOException {
        Files.createDirectories(directory());
        Files.writeString(directory().resolve("study.json"), content);
        assertThatThrownBy(() -> open(spec()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(said)
                .hasMessageContaining("study.json");
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

    @Test
    void aTrialDuringWhichTheClockWasSetBackCostsNothing() throws IOException {
        TuneSpec spec = spec("gpu", 3);
        try (Study study = open(spec)) {
            assertThat(study.ask(1)).hasSize(1);
        }
        Clock anHourBefore = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        try (Study study = Study.open(directory(), spec, SourceRevision.unknown(), anHourBefore)) {
            complete(study, 0, 0.9);
            Trial trial = study.trials().get(0);
            assertThat(trial.end()).isEqualTo(trial.start());
            assertThat(study.finish(new Price(10, 2)).usage().cost()).isZero();
        }
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
        List<Dimension> large = List.of(new Dimension.IntRange("rows", 1, 10_000_000_000L, 1, false));
        try (Study study = open(spec("name", "large", "algorithm", "grid", "trials", 10, "space", large))) {
            assertThat(study.notices()).anyMatch(notice -> notice.contains("the grid has 10000000000 points"));
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

    @Test
    void keepsFiveHundredOfThousandsOfReportsAndWhatCannotBeComparedAsItWasReported() throws IOException {
        try (Study study = open(spec("trials", 1, "direction", "maximize"))) {
            study.ask(1);
            for (int step = 1; step <= 5000; step++) {
                study.report(0, step, step == 1 ? Double.NaN : step);
            }
            complete(study, 0, 1);
        }
        List<Trial.Report> reports = TrialJournal.read(directory().resolve("trials.jsonl")).get(0).intermediate();
        assertThat(reports).hasSize(500).isSortedAccordingTo(Comparator.comparingLong(Trial.Report::step));
        assertThat(reports.get(0)).isEqualTo(new Trial.Report(1, Double.NaN));
        assertThat(reports.get(499)).isEqualTo(new Trial.Report(5000, 5000));
        assertThat(Files.size(directory().resolve("trials.jsonl"))).isLessThan(1_500_000);
    }

    @Test
    void goesOnWhereHardlyAnyPointMeetsTheConstraints() throws IOException {
        List<Dimension> space = List.of(
                new Dimension.IntRange("heads", 1, 32, 1, false),
                new Dimension.IntRange("head_dim", 8, 128, 1, false),
                new Dimension.IntRange("hidden", 64, 1024, 1, false));
        for (String algorithm : List.of("gp", "tpe", "cmaes", "sobol")) {
            try (Study study = open(spec("name", algorithm, "algorithm", algorithm, "trials", 15, "space", space,
                    "constraints", List.of("heads * head_dim == hidden")))) {
                for (int i = 0; i < 15; i++) {
                    Trial trial = study.ask(1).get(0);
                    complete(study, trial.number(), ((Number) trial.params().get("hidden")).doubleValue());
                }
                assertThat(study.isFinished()).isTrue();
            }
        }
    }

    @Test
    void aGridTriesEachPointOnceAlsoWhereReadingItBackRoundsIt() throws IOException {
        List<Dimension> space = List.of(
                new Dimension.LogUniform("lr", 1e-5, 0.1), new Dimension.Choice("opt", List.of("adam", "sgd")));
        try (Study study = open(spec("algorithm", "grid", "trials", 40, "space", space))) {
            for (int i = 0; i < 40; i++) {
                complete(study, study.ask(1).get(0).number(), i);
            }
            assertThat(study.trials().stream().map(Trial::params).distinct()).hasSize(40);
        }
    }

    @Test
    void aGridHasNoLevelsOfAParameterThatDoesNotExist() throws IOException {
        List<Dimension> space = new ArrayList<>();
        space.add(new Dimension.Choice("kind", List.of("a", "b", "c", "d", "e")));
        for (String kind : List.of("a", "b", "c", "d", "e")) {
            space.add(new Dimension.IntRange("of_" + kind, 1, 100, 1, false, "kind == '" + kind + "'"));
        }
        try (Study study = open(spec("algorithm", "grid", "trials", 600, "space", space))) {
            assertThat(study.notices()).isEmpty();
            List<Trial> trials = study.ask(600);
            assertThat(trials.stream().map(Trial::params).distinct()).hasSize(500);
            assertThat(trials).hasSize(500);
        }
        try (Study study = open(spec("name", "few", "algorithm", "grid", "trials", 499, "space", space))) {
            assertThat(study.notices()).anyMatch(notice -> notice.contains("the grid has 500 points, of which 'trials' allows 499"));
        }
        space.add(new Dimension.IntRange("depth", 1, 50, 1, false));
        try (Study study = open(spec("name", "large", "algorithm", "grid", "trials", 499, "space", space))) {
            assertThat(study.notices()).anyMatch(notice -> notice.contains("the grid has more than 10000 points"));
            assertThat(study.ask(499).stream().map(Trial::params).distinct()).hasSize(499);
        }
    }

    private Path directory() {
        return workspace.resolve("ml/tune/churn");
    }

    private Study open(TuneSpec spec) throws IOException {
        return Specs.open(workspace.resolve("ml/tune").resolve(spec.name()), spec);
    }
}
