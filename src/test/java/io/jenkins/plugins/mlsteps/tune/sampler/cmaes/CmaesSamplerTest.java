package io.jenkins.plugins.mlsteps.tune.sampler.cmaes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class CmaesSamplerTest {
    private static final List<Dimension> PLANE =
            List.of(new Dimension.Uniform("x", -2, 2), new Dimension.Uniform("y", -1, 3));

    @Test
    void constantsAreThoseOfTheTutorial() {
        // Hansen 2016, table 1, worked out by hand for n = 10 and λ = 10.
        Strategy strategy = new Strategy(10, 10);
        assertThat(Strategy.defaultPopulation(10)).isEqualTo(10);
        assertThat(Arrays.stream(strategy.weights).limit(5).sum()).isCloseTo(1, within(1e-12));
        assertThat(strategy.massOfParents).isCloseTo(3.1673, within(1e-3));
        assertThat(strategy.cSigma).isCloseTo(5.1673 / 18.1673, within(1e-3));
        assertThat(strategy.c1).isCloseTo(2 / (11.3 * 11.3 + 3.1673), within(1e-4));
        assertThat(strategy.weights[9]).isNegative();
    }

    @Test
    void followsTheValleyOfRosenbrocksFunction() {
        List<Observation> told = run(Space.of(PLANE), 700, params -> {
            double x = (Double) params.get("x");
            double y = (Double) params.get("y");
            return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);
        });
        assertThat(best(told)).isLessThan(1e-6);
    }

    @Test
    void beginsAnewElsewhereWithALargerPopulationWhenItHasConverged() {
        Space space = Space.of(PLANE);
        CmaesSampler sampler = new CmaesSampler(space, 1);
        List<Observation> told = run(sampler, space, 800, params -> Math.abs((Double) params.get("x")));
        assertThat(sampler.describe(new History(told, List.of()))).startsWith("cmaes, restart ");
    }

    @Test
    void wholeNumbersDoNotStandStillBeforeTheyAreRight() {
        List<Dimension> dimensions = new ArrayList<>(PLANE);
        dimensions.add(new Dimension.IntRange("n", 0, 20, 1, false));
        dimensions.add(new Dimension.Choice("c", List.of("a", "b", "c")));
        List<Observation> told = run(Space.of(dimensions), 500, params -> {
            double x = (Double) params.get("x") - 0.5;
            double y = (Double) params.get("y") - 1;
            double n = ((Number) params.get("n")).doubleValue() - 17;
            return 50 * (x * x + y * y) + n * n + ("c".equals(params.get("c")) ? 0 : 1);
        });
        assertThat(best(told)).isLessThan(0.01);
    }

    private static List<Observation> run(Space space, int trials, ToDoubleFunction<Map<String, Object>> function) {
        return run(new CmaesSampler(space, 1), space, trials, function);
    }

    private static List<Observation> run(
            CmaesSampler sampler, Space space, int trials, ToDoubleFunction<Map<String, Object>> function) {
        List<Observation> told = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            double[] point = sampler.ask(new History(told, List.of()), i).orElseThrow();
            told.add(Observation.complete(i, point, function.applyAsDouble(space.decode(point))));
        }
        return told;
    }

    private static double best(List<Observation> told) {
        return told.stream().mapToDouble(Observation::value).min().orElseThrow();
    }
}
