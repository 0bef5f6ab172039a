package io.jenkins.plugins.mlsteps.tune;

import static io.jenkins.plugins.mlsteps.tune.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.sampler.Sampler;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplersTest {
    private static final List<Dimension> MIXED = List.of(
            new Dimension.Choice("opt", List.of("sgd", "adam", "rmsprop")),
            new Dimension.LogUniform("lr", 1e-5, 1),
            new Dimension.Uniform("momentum", 0, 1, null, "opt == 'sgd'"),
            new Dimension.IntRange("batch", 8, 512, 1, true),
            new Dimension.Choice("size", List.of("S", "M", "L"), true, null),
            new Dimension.Uniform("dropout", 0, 0.5, 0.1, null));

    @TempDir
    Path workspace;

    @ParameterizedTest
    @ValueSource(strings = {"random", "sobol", "tpe", "gp", "cmaes", "nsga2", "auto"})
    void staysInASpaceWithConditionsAndConstraintsWhateverBecomesOfTrials(String algorithm) throws IOException {
        TuneSpec spec = spec(
                "algorithm", algorithm, "space", MIXED, "constraints", List.of("batch * dropout <= 100", "lr < 0.5"),
                "trials", 60, "parallel", 4, "direction", "minimize");
        try (Study study = Specs.open(directory("s"), spec)) {
            Space space = Space.of(spec);
            for (int round = 0; round < 15; round++) {
                for (Trial trial : study.ask(4)) {
                    double[] point = space.encode(trial.params());
                    assertThat(space.settle(point)).as("%s", trial.params()).isEqualTo(point);
                    assertThat(space.allows(point)).as("%s", trial.params()).isTrue();
                    assertThat(trial.params().containsKey("momentum")).isEqualTo("sgd".equals(trial.params().get("opt")));
                    end(study, trial);
                }
            }
            assertThat(study.trials()).hasSize(60);
        }
    }

    /** One in five fails, one in five is not a number, one in five is pruned. */
    private static void end(Study study, Trial trial) throws IOException {
        switch (trial.number() % 5) {
            case 0 -> study.tell(trial.number(), Trial.State.FAILED, null, Map.of(), "exit code 1");
            case 1 -> study.tell(trial.number(), Trial.State.COMPLETE, Double.NaN, Map.of(), null);
            case 2 -> {
                study.report(trial.number(), 1, loss(trial.params()));
                study.tell(trial.number(), Trial.State.PRUNED, null, Map.of(), null);
            }
            default -> study.tell(trial.number(), Trial.State.COMPLETE, loss(trial.params()), Map.of(), null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpe", "gp", "cmaes", "nsga2", "auto"})
    void asksTheSameAfterEveryReopening(String algorithm) throws IOException {
        assertThat(paramsOf(algorithm, "whole", 1000)).isEqualTo(paramsOf(algorithm, "interrupted", 3));
    }

    private List<String> paramsOf(String algorithm, String name, int turns) throws IOException {
        TuneSpec spec = spec("algorithm", algorithm, "space", MIXED, "trials", 48, "seed", 5, "direction", "minimize");
        boolean finished = false;
        List<String> params = List.of();
        while (!finished) {
            try (Study study = Specs.open(directory(name), spec)) {
                for (int turn = 0; turn < turns && !study.isFinished(); turn++) {
                    List<Trial> trials = study.ask(2);
                    // Told in another order than asked.
                    for (int i = trials.size() - 1; i >= 0; i--) {
                        study.tell(trials.get(i).number(), Trial.State.COMPLETE, loss(trials.get(i).params()), Map.of(), null);
                    }
                }
                finished = study.isFinished();
                params = study.trials().stream()
                        .map(trial -> trial.params().toString())
                        .toList();
            }
        }
        return params;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpe", "gp", "cmaes", "nsga2", "auto"})
    void findsBetterParametersThanRandomSearch(String algorithm) {
        assertThat(meanBest(algorithm)).isLessThan(0.7 * meanBest("random"));
    }

    private static double meanBest(String algorithm) {
        List<Dimension> space = List.of(
                new Dimension.Uniform("x", -1, 1),
                new Dimension.Uniform("y", -1, 1),
                new Dimension.LogUniform("z", 1e-3, 1e3),
                new Dimension.Choice("c", List.of("a", "b", "c")));
        return IntStream.range(0, 5)
                .mapToDouble(seed -> {
                    OpenStudy study = new OpenStudy(space, "minimize", algorithm, seed);
                    for (int i = 0; i < 60; i++) {
                        OpenStudy.Suggestion asked = study.ask(1).get(0);
                        study.tell(asked.number(), Trial.State.COMPLETE, bowl(asked.params()));
                    }
                    return study.best().orElseThrow().value();
                })
                .average()
                .orElseThrow();
    }

    private static double bowl(Map<String, Object> params) {
        double x = (Double) params.get("x") - 0.3;
        double y = (Double) params.get("y") + 0.4;
        double z = Math.log10((Double) params.get("z")) - 1;
        return x * x + y * y + 0.1 * z * z + ("b".equals(params.get("c")) ? 0 : 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpe", "nsga2", "auto"})
    void approachesTheParetoFrontOfTwoObjectives(String algorithm) throws IOException {
        assertThat(distanceFromFront(algorithm)).isLessThan(0.5 * distanceFromFront("random"));
    }

    /** Of the Pareto set's members from the front f2 = 1 - √f1 of ZDT1, on average. */
    private double distanceFromFront(String algorithm) throws IOException {
        List<Dimension> space = IntStream.range(0, 4)
                .<Dimension>mapToObj(i -> new Dimension.Uniform("x" + i, 0, 1))
                .toList();
        TuneSpec spec = spec(
                "algorithm", algorithm, "space", space, "trials", 200, "seed", 1,
                "objectives", List.of("f1", "f2"), "directions", List.of("minimize", "maximize"));
        try (Study study = Specs.open(directory(algorithm), spec)) {
            for (Trial trial = next(study); trial != null; trial = next(study)) {
                Map<String, Object> params = trial.params();
                double first = (Double) params.get("x0");
                double rest = 1 + 3 * IntStream.range(1, 4)
                        .mapToDouble(i -> (Double) params.get("x" + i))
                        .sum();
                double second = rest * (1 - Math.sqrt(first / rest));
                study.tell(
                        trial.number(), Trial.State.COMPLETE, first, Map.of("f1", first, "f2", -second), null);
            }
            List<Integer> pareto = study.finish(null).pareto();
            assertThat(pareto).hasSizeGreaterThan(3);
            return pareto.stream()
                    .map(number -> study.trials().get(number))
                    .mapToDouble(trial -> -trial.metrics().get("f2") - (1 - Math.sqrt(trial.value())))
                    .average()
                    .orElseThrow();
        }
    }

    @Test
    void autoTriesEveryPointOfASmallSpaceOnce() {
        List<Dimension> space = List.of(
                new Dimension.IntRange("a", 1, 5, 1, false), new Dimension.Choice("b", List.of("x", "y", "z")));
        OpenStudy study = new OpenStudy(space, "minimize", "auto", 1);
        List<OpenStudy.Suggestion> all = study.ask(30);
        assertThat(all).hasSize(15);
        assertThat(new HashSet<>(all.stream().map(OpenStudy.Suggestion::params).toList())).hasSize(15);
    }

    @Test
    void aGaussianProcessBeginsWithDifferentPoints() {
        for (int seed = 0; seed < 20; seed++) {
            OpenStudy study = new OpenStudy(List.of(new Dimension.IntRange("a", 1, 8, 1, true)), "minimize", "gp", seed);
            assertThat(study.ask(5).stream().map(OpenStudy.Suggestion::params).distinct()).hasSize(5);
        }
    }

    @Test
    void autoBeginsWithAGaussianProcessAndSwitchesWhenThereAreManyTrials() {
        Space numbers = Space.of(List.of(new Dimension.Uniform("x", 0, 1), new Dimension.Uniform("y", 0, 1)));
        assertThat(described(numbers, new Plan(1, 500, 1, 1), 20)).isEqualTo("auto: gp");
        assertThat(described(numbers, new Plan(1, 500, 1, 1), 300)).startsWith("auto: cmaes");
        assertThat(described(numbers, new Plan(1, 500, 200, 1), 0)).startsWith("auto: cmaes");
        assertThat(described(Space.of(MIXED), new Plan(1, 500, 1, 1), 300)).isEqualTo("auto: tpe");
        assertThat(described(numbers, new Plan(1, 100, 1, 2), 20)).isEqualTo("auto: tpe");
        assertThat(described(numbers, new Plan(1, 2000, 1, 2), 20)).isEqualTo("auto: nsga2");
        Space conditional = Space.of(List.of(
                new Dimension.Choice("opt", List.of("adam", "sgd")),
                new Dimension.IntRange("nesterov", 0, 1, 1, false, "opt == 'sgd'")));
        assertThat(described(conditional, new Plan(1, 3, 1, 1), 0)).isEqualTo("auto: grid");
        assertThat(described(conditional, new Plan(1, 2, 1, 1), 0)).isEqualTo("auto: gp");
    }

    private static String described(Space space, Plan plan, int told) {
        List<Observation> observations = new ArrayList<>();
        Sampler sampler = Samplers.named("auto", space, plan);
        for (int i = 0; i < told; i++) {
            observations.add(Observation.complete(i, new double[] {0.5, 0.5}, i));
        }
        return sampler.describe(new History(observations, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpe", "gp", "cmaes", "nsga2"})
    void goesOnWhateverTheValuesAre(String algorithm) {
        List<ToDoubleFunction<Integer>> odd = List.of(
                i -> 1,
                i -> i % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE,
                i -> Double.MIN_VALUE * i,
                i -> i == 7 ? 1e300 : 1,
                i -> Math.pow(10, i % 40));
        for (ToDoubleFunction<Integer> values : odd) {
            OpenStudy study = new OpenStudy(MIXED, "minimize", algorithm, 1);
            for (int i = 0; i < 40; i++) {
                OpenStudy.Suggestion asked = study.ask(1).get(0);
                study.tell(asked.number(), Trial.State.COMPLETE, values.applyAsDouble(i));
            }
            assertThat(study.ask(3)).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpe", "gp", "cmaes", "nsga2", "auto"})
    void goesOnInASpaceOfOnePointAndInOneOfManyParameters(String algorithm) {
        OpenStudy fixed = new OpenStudy(List.of(new Dimension.Uniform("x", 2, 2)), "minimize", algorithm, 1);
        assertThat(fixed.ask(1).get(0).params()).containsEntry("x", 2.0);
        List<Dimension> many = IntStream.range(0, 60)
                .<Dimension>mapToObj(i -> i % 3 == 0
                        ? new Dimension.Choice("p" + i, List.of("a", "b"))
                        : new Dimension.Uniform("p" + i, 0, 1))
                .toList();
        OpenStudy study = new OpenStudy(many, "minimize", algorithm, 1);
        for (int i = 0; i < 30; i++) {
            OpenStudy.Suggestion asked = study.ask(1).get(0);
            assertThat(asked.params()).hasSize(60);
            study.tell(asked.number(), Trial.State.COMPLETE, (Double) asked.params().get("p1"));
        }
    }

    @Test
    void gpKeepsParallelTrialsApart() {
        List<Dimension> space = List.of(new Dimension.Uniform("x", 0, 1), new Dimension.Uniform("y", 0, 1));
        OpenStudy study = new OpenStudy(space, "minimize", "gp", 3);
        for (int i = 0; i < 12; i++) {
            OpenStudy.Suggestion asked = study.ask(1).get(0);
            double x = (Double) asked.params().get("x") - 0.5;
            double y = (Double) asked.params().get("y") - 0.5;
            study.tell(asked.number(), Trial.State.COMPLETE, x * x + y * y);
        }
        List<OpenStudy.Suggestion> together = study.ask(5);
        assertThat(new HashSet<>(together.stream().map(OpenStudy.Suggestion::params).toList())).hasSize(5);
    }

    @Test
    void namesTheNearestAlgorithmWhenThereIsNoSuch() {
        assertThatThrownBy(() -> new OpenStudy(MIXED, "minimize", "cmeas", 1))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("cmaes");
    }

    private static double loss(Map<String, Object> params) {
        double lr = Math.log10((Double) params.get("lr")) + 2;
        double batch = Math.log(((Number) params.get("batch")).doubleValue() / 64);
        return lr * lr + 0.1 * batch * batch + ("adam".equals(params.get("opt")) ? 0 : 0.3)
                + (Double) params.get("dropout");
    }

    private Path directory(String name) {
        return workspace.resolve("ml/tune/" + name);
    }

    private static Trial next(Study study) throws IOException {
        return study.ask(1).stream().findFirst().orElse(null);
    }
}
