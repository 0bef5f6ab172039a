package io.jenkins.plugins.mlsteps.tune.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ImportanceTest {
    private static final Space SPACE = Space.of(List.of(
            new Dimension.Uniform("strong", 0, 1),
            new Dimension.Uniform("weak", 0, 1),
            new Dimension.Choice("word", List.of("a", "b", "c")),
            new Dimension.Uniform("nothing", 0, 1),
            new Dimension.Uniform("fixed", 2, 2)));

    @Test
    void sharesAreThoseOfTheVarianceThatEachParameterExplains() {
        // Variances 4/12, 1/12 and 2/9 · 0.5²: 0.70, 0.18 and 0.12 of their sum.
        Map<String, Double> shares =
                shares(1000, p -> 2 * p[0] + p[1] + (p[2] == 1 ? 0.5 : 0));
        assertThat(shares.keySet()).containsExactly("strong", "weak", "word", "nothing");
        assertThat(shares.get("strong")).isCloseTo(0.70, within(0.06));
        assertThat(shares.get("weak")).isCloseTo(0.18, within(0.05));
        assertThat(shares.get("word")).isCloseTo(0.12, within(0.05));
        assertThat(shares.get("nothing")).isLessThan(0.02);
    }

    @Test
    void whatOnlyParametersTogetherExplainBelongsToNone() {
        Map<String, Double> shares = shares(600, p -> (p[0] > 0.5) == (p[1] > 0.5) ? 1 : 0);
        assertThat(shares.values().stream().mapToDouble(Double::doubleValue).sum()).isLessThan(0.3);
    }

    @Test
    void saysNothingOfFewTrialsOrOfTrialsThatAreAllAlike() {
        assertThat(shares(7, p -> p[0])).isEmpty();
        assertThat(shares(50, p -> 1)).isEmpty();
    }

    @Test
    void tellsNeighboursApartBetweenWhichThereIsNoNumber() {
        Space space = Space.of(List.of(new Dimension.Uniform("x", 0, 1)));
        List<Observation> converged = IntStream.range(0, 40)
                .mapToObj(i -> Observation.complete(i, new double[] {i % 2 == 0 ? 0.3 : Math.nextUp(0.3)}, i % 2))
                .toList();
        assertThat(Importance.of(space, converged)).containsOnlyKeys("x");
    }

    private static Map<String, Double> shares(int count, ToDoubleFunction<double[]> function) {
        RandomGenerator random = Randomness.of(1, 1);
        return Importance.of(
                SPACE,
                IntStream.range(0, count)
                        .mapToObj(i -> {
                            double[] point = SPACE.random(random);
                            return Observation.complete(i, point, function.applyAsDouble(point));
                        })
                        .toList());
    }
}
