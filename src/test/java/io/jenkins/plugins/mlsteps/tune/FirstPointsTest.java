package io.jenkins.plugins.mlsteps.tune;

import static io.jenkins.plugins.mlsteps.tune.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials that the author chose. */
class FirstPointsTest {
    private static final List<Dimension> STEPS = List.of(
            new Dimension.IntRange("depth", 2, 10, 1, false),
            new Dimension.IntRange("wide", 0, 100_000_000, 10_000_000, false),
            new Dimension.Uniform("mom", 0, 1, 0.1, null),
            new Dimension.Choice("size", List.of(16, 32)));

    @TempDir
    Path workspace;

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

    @ParameterizedTest
    @CsvSource({
        "depth, 5.00000001", "depth, 4.99999999", "depth, 5.5", "wide, 10000001", "mom, 0.30000001", "mom, 1.00000001",
        "size, 16.00000001"
    })
    void refusesANumberThatIsOnlyNearAValue(String name, BigDecimal near) {
        assertThatThrownBy(() -> Study.check(spec("space", STEPS, "enqueue", List.of(Map.of(name, near)))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("parameter 'enqueue', entry 1: '" + name + "' cannot be " + near + ", allowed is ");
    }

    @Test
    void knowsAValueHoweverItWasComputed() throws IOException {
        TuneSpec spec = spec(
                "space", STEPS,
                "enqueue", List.of(Map.of("depth", 5.0, "wide", 1e7, "mom", 0.1 + 0.2, "size", 16.0), Map.of("mom", 1.0 - 0.1)));
        try (Study study = open(spec)) {
            List<Trial> trials = study.ask(2);
            assertThat(trials.get(0).params()).containsEntry("depth", 5L).containsEntry("wide", 10_000_000L).containsEntry("size", 16);
            assertThat(trials.get(1).params()).containsEntry("mom", 0.9);
        }
    }

    @Test
    void findsListsAndMapsAmongTheValuesOfAChoiceHoweverTheirNumbersAreWritten() throws IOException {
        BigDecimal decimal = new BigDecimal("0.90");
        Map<String, Object> small = Map.of("layers", 2, "dropout", new BigDecimal("0.10"));
        TuneSpec spec = spec(
                "space", List.of(
                        new Dimension.Choice("betas", List.of(List.of(0.95, 0.99), List.of(decimal, new BigDecimal("0.999")))),
                        new Dimension.Choice("net", List.of(Map.of("layers", 4, "dropout", 0.5), small)),
                        new Dimension.Choice("widths", List.of(List.of(32), Arrays.asList(64, null)))),
                "enqueue", List.of(
                        Map.of("betas", List.of(decimal, 0.999), "net", small, "widths", Arrays.asList(64L, null)),
                        "{\"betas\": [0.9, 0.999], \"net\": {\"dropout\": 0.1, \"layers\": 2}, \"widths\": [64, null]}"),
                "params", Map.of("betas", List.of(decimal, 0.999), "net", small, "widths", Arrays.asList(64, null)));
        Study.check(spec);
        try (Study study = open(spec)) {
            assertThat(study.ask(3)).extracting(Trial::params).containsOnly(Map.of(
                    "betas", List.of(0.9, 0.999),
                    "net", Map.of("layers", 2, "dropout", 0.1),
                    "widths", Arrays.asList(64, null)));
        }
        assertThatThrownBy(() -> Study.check(spec("space", spec.space(), "enqueue", List.of(Map.of("betas", List.of(0.9))))))
                .hasMessageContaining("'betas' cannot be [0.9], allowed is choice(name: 'betas', values: [[0.95, 0.99], [0.9, 0.999]])");
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
    void completesWhatIsEnqueuedAlsoWhereHardlyAnyOtherPointMeetsTheConstraintsAsItDoes() throws IOException {
        List<Dimension> space = List.of(new Dimension.Uniform("x", 0, 1), new Dimension.Uniform("y", 0, 1));
        TuneSpec spec = spec(
                "space", space, "constraints", List.of("(x < 0.000001) == (y > 0.5)"),
                "enqueue", List.of(Map.of("x", 0)));
        Study.check(spec);
        try (Study study = open(spec)) {
            Map<String, Object> params = study.ask(1).get(0).params();
            assertThat(params).containsEntry("x", 0.0);
            assertThat((Double) params.get("y")).isGreaterThan(0.5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void completesWhatIsEnqueuedSoThatAllOfItIsTried(int seed) throws IOException {
        List<Dimension> space = List.of(
                new Dimension.Choice("opt", List.of("adam", "rmsprop", "sgd")),
                new Dimension.Uniform("mom", 0, 1, null, "opt == 'sgd'"),
                new Dimension.Uniform("beta", 0, 1, null, "opt == 'adam'"));
        TuneSpec spec = spec(
                "space", space, "seed", seed,
                "enqueue", List.of(Map.of("mom", 0.5), Map.of("mom", 0.5, "opt", "adam"), Map.of("mom", 0.5, "beta", 0.5)));
        try (Study study = open(spec)) {
            List<Trial> trials = study.ask(3);
            assertThat(trials.get(0).params()).isEqualTo(Map.of("opt", "sgd", "mom", 0.5));
            assertThat(trials.get(1).params()).containsOnlyKeys("opt", "beta");
            assertThat(trials.get(2).params()).containsKey("opt");
        }
    }

    @Test
    void refusesToEnqueueWhatViolatesAConstraintThatAnAbsentParameterDoesNotDecide() {
        List<Dimension> space = List.of(
                new Dimension.Uniform("lr", 0, 1),
                new Dimension.Choice("opt", List.of("adam", "sgd")),
                new Dimension.Uniform("mom", 0, 1, null, "opt == 'sgd'"));
        assertThatThrownBy(() -> Study.check(spec(
                        "space", space, "constraints", List.of("lr < 0.3 && (opt == 'adam' || mom < 0.9)"),
                        "enqueue", List.of(Map.of("lr", 0.9, "opt", "adam")))))
                .hasMessageContaining("parameter 'enqueue', entry 1: {lr=0.9, opt=adam} does not meet the constraints");
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "sobol", "auto", "gp", "tpe", "cmaes", "nsga2"})
    void whatCompletedAnEnqueuedSetIsNotTriedAgain(String algorithm) throws IOException {
        TuneSpec spec = spec(
                "algorithm", algorithm, "seed", 4, "trials", 10,
                "enqueue", List.of(Map.of("opt", "adam"), Map.of("opt", "sgd"), "{\"lr\": 0.01}"));
        try (Study study = open(spec)) {
            List<Map<String, Object>> sets = study.ask(10).stream().map(Trial::params).toList();
            assertThat(sets).doesNotHaveDuplicates();
            assertThat(sets.subList(3, 10)).extracting(set -> set.get("lr")).doesNotContain(sets.get(0).get("lr"), sets.get(1).get("lr"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "sobol", "cmaes"})
    void setsThatLeaveNothingOpenTakeNoneFromTheSampler(String algorithm) throws IOException {
        List<Dimension> space = new ArrayList<>(Specs.SPACE);
        space.add(new Dimension.Uniform("momentum", 0, 1, null, "opt == 'sgd'"));
        space.add(new Dimension.Uniform("damping", 0, 1, null, "momentum > 0.5"));
        List<Map<String, Object>> whole = List.of(
                Map.of("lr", 0.01, "depth", 3, "opt", "adam"), Map.of("lr", 0.02, "depth", 3, "opt", "sgd", "momentum", 0.1));
        try (Study study = open(spec("name", "with", "space", space, "algorithm", algorithm, "enqueue", whole));
                Study other = open(spec("name", "without", "space", space, "algorithm", algorithm))) {
            assertThat(study.ask(6).subList(2, 6)).extracting(Trial::params)
                    .isEqualTo(other.ask(4).stream().map(Trial::params).toList());
        }
    }

    @Test
    void aGridTriesWhatIsEnqueuedAndAllTheRestOnce() throws IOException {
        TuneSpec spec = spec(
                "algorithm", "grid", "trials", 10, "enqueue", List.of(Map.of("opt", "b")),
                "space", List.of(new Dimension.Choice("opt", List.of("a", "b", "c"))));
        try (Study study = open(spec)) {
            assertThat(study.ask(10))
                    .extracting(trial -> trial.params().get("opt"))
                    .startsWith("b")
                    .containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void saysWhatOfThemIsNotTried() throws IOException {
        List<Dimension> space = List.of(
                new Dimension.Choice("opt", List.of("adam", "sgd")),
                new Dimension.Uniform("momentum", 0, 1, null, "opt == 'sgd'"));
        TuneSpec spec = spec(
                "space", space, "trials", 2,
                "enqueue", List.of(
                        Map.of("opt", "adam", "momentum", 0.5), Map.of("opt", "sgd", "momentum", 0.5), Map.of("momentum", 0.5)));
        try (Study study = open(spec)) {
            assertThat(study.notices()).containsExactly(
                    "there are 3 parameter sets to try first, of which 'trials' allows 2: the others are not tried",
                    "parameter 'enqueue', entry 1: 'momentum' is left out, because it exists only when opt == 'sgd'");
            assertThat(study.ask(1).get(0).params()).isEqualTo(Map.of("opt", "adam"));
        }
    }

    @Test
    void refusesToEnqueueWhatTheSpaceDoesNotHave() {
        assertThatThrownBy(() -> open(spec("enqueue", List.of(Map.of("dept", 3)))))
                .hasMessageContaining("entry 1: unknown parameter 'dept'; did you mean 'depth'?");
        assertThatThrownBy(() -> open(spec("enqueue", List.of(Map.of("depth", 30)))))
                .hasMessageContaining("entry 1: 'depth' cannot be 30");
        assertThatThrownBy(() -> open(spec("enqueue", List.of(Map.of("depth", "3")))))
                .hasMessageContaining("entry 1: 'depth' cannot be '3', allowed is intRange(name: 'depth', min: 2, max: 10)");
    }

    private Study open(TuneSpec spec) throws IOException {
        return Specs.open(workspace.resolve("ml/tune").resolve(spec.name()), spec);
    }
}
