package io.jenkins.plugins.mlsteps.tune.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SpaceTest {
    private static final List<Dimension> DIMENSIONS = List.of(
            new Dimension.Choice("opt", List.of("sgd", "adam")),
            new Dimension.LogUniform("lr", 1e-5, 1e-1),
            new Dimension.Uniform("momentum", 0, 1, null, "opt == 'sgd'"),
            new Dimension.IntRange("batch", 8, 128, 8, false),
            new Dimension.Uniform("dropout", 0, 0.5, 0.1, null));

    private final Space space = Space.of(DIMENSIONS);

    @Test
    void parametersBecomeAPointAndThePointTheSameParameters() {
        RandomGenerator random = Randomness.of(1, 1);
        for (int i = 0; i < 200; i++) {
            Map<String, Object> params = space.decode(space.random(random));
            Map<String, Object> again = space.decode(space.encode(params));
            assertThat(again.keySet()).isEqualTo(params.keySet());
            // Logarithms and back lose the last bit or two.
            params.forEach((name, value) -> {
                if (value instanceof Double number) {
                    assertThat((Double) again.get(name)).isCloseTo(number, within(1e-12 * Math.abs(number)));
                } else {
                    assertThat(again.get(name)).isEqualTo(value);
                }
            });
        }
    }

    @Test
    void aParameterWhoseConditionDoesNotHoldIsNotThere() {
        double[] point = space.encode(Map.of("opt", "adam", "lr", 1e-3, "momentum", 0.9, "batch", 16, "dropout", 0.1));
        assertThat(space.decode(space.settle(point))).containsOnlyKeys("opt", "lr", "batch", "dropout");
    }

    @Test
    void theWidestRangesOfWholeNumbersKeepToTheirEnds() {
        for (long step : new long[] {1, 3, 1000}) {
            Axis axis = Space.of(List.of(new Dimension.IntRange("n", 1, Long.MAX_VALUE, step, false))).axis(0);
            assertThat(axis.decode(0)).isEqualTo(1L);
            assertThat((Long) axis.decode(1)).isBetween(Long.MAX_VALUE - 2 * step, Long.MAX_VALUE);
            assertThat((Long) axis.decode(0.5)).isBetween(Long.MAX_VALUE / 2 - 10_000, Long.MAX_VALUE / 2 + 10_000);
        }
        Axis symmetric = Space.of(List.of(new Dimension.IntRange("n", -(1L << 62), (1L << 62) - 1, 1, false))).axis(0);
        assertThat(symmetric.decode(1)).isEqualTo((1L << 62) - 1);
    }

    @Test
    void everyStepFarFromZeroHasItsCoordinate() {
        Axis axis = Space.of(List.of(new Dimension.Uniform("x", 1e9, 1e9 + 1, 0.01, null))).axis(0);
        assertThat(axis.cardinality()).isEqualTo(101);
        for (int i = 0; i <= 100; i++) {
            double middle = axis.snap((i + 0.5) / 101);
            assertThat(axis.encode(axis.decode(middle))).isEqualTo(middle);
        }
        assertThat(axis.encode(1e9 + 0.995)).isNaN();
    }

    @Test
    void valuesOutsideTheSpaceHaveNoCoordinate() {
        double[] point = space.encode(Map.of("opt", "lion", "lr", 1.0, "momentum", 2.0, "batch", 17, "dropout", 0.15));
        assertThat(point).containsOnly(Double.NaN);
    }

    @Test
    void aNumberThatIsNotFiniteIsNoneOfTheOthers() {
        for (boolean ordered : new boolean[] {true, false}) {
            Axis axis = Space.of(List.of(new Dimension.Choice("n", List.of(1, 2.5, Double.POSITIVE_INFINITY), ordered, null))).axis(0);
            assertThat(axis.encode(Double.NaN)).isNaN();
            assertThat(axis.encode(Double.NEGATIVE_INFINITY)).isNaN();
            assertThat(axis.decode(axis.encode(Double.POSITIVE_INFINITY))).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(axis.decode(axis.encode(1.0))).isEqualTo(1);
        }
    }

    @Test
    void everyValueOfAWholeNumberIsEquallyLikelyAndLogarithmsSpreadOverMagnitudes() {
        Space numbers = Space.of(List.of(
                new Dimension.IntRange("n", 1, 4, 1, false),
                new Dimension.IntRange("log", 1, 1000, 1, true),
                new Dimension.LogUniform("lr", 1e-4, 1)));
        RandomGenerator random = Randomness.of(1, 2);
        Map<Object, Integer> counts = new TreeMap<>();
        int small = 0;
        int low = 0;
        for (int i = 0; i < 8000; i++) {
            Map<String, Object> params = numbers.decode(numbers.random(random));
            counts.merge(params.get("n"), 1, Integer::sum);
            small += ((Number) params.get("log")).intValue() <= 31 ? 1 : 0;
            low += (Double) params.get("lr") < 1e-2 ? 1 : 0;
        }
        assertThat(counts.values()).hasSize(4).allMatch(count -> count > 1850 && count < 2150);
        assertThat(small).isBetween(3800, 4700);
        assertThat(low).isBetween(3800, 4200);
    }

    @Test
    @Timeout(5)
    void saysSoonThatNoPointMeetsTheConstraints() {
        Space empty = Space.of(DIMENSIONS, List.of("batch * 2 > 1000", "lr < 1.0"));
        long start = System.nanoTime();
        assertThatThrownBy(() -> empty.random(Randomness.of(1, 1)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("none of 20000 random parameter sets meets [batch * 2 > 1000, lr < 1.0]");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void comesBackToAPointThatMeetsTheConstraintsWhereChanceHardlyFindsOne() {
        Space narrow = Space.of(
                List.of(new Dimension.Uniform("x", 0, 1), new Dimension.Uniform("y", 0, 1)), List.of("x < 0.005", "y < 0.01"));
        narrow.requirePoint(() -> Randomness.of(2, 0));
        for (int i = 0; i < 12; i++) {
            assertThat(narrow.allows(narrow.random(Randomness.of(3, i)))).isTrue();
        }
        assertThat(narrow.random(Randomness.of(4, 0), 5, 1000)).hasSizeLessThan(5);
    }

    @Test
    void aConstraintThatHasNoValueAtAPointIsNotMetThere() {
        Space ratio = Space.of(
                List.of(new Dimension.IntRange("a", 0, 9, 1, false), new Dimension.IntRange("b", 0, 1, 1, false)),
                List.of("a / b < 5"));
        ratio.tryConditions(Randomness.of(1, 1));
        for (int i = 0; i < 50; i++) {
            Map<String, Object> params = ratio.decode(ratio.random(Randomness.of(1, i)));
            assertThat(params).containsEntry("b", 1L);
            assertThat((Long) params.get("a")).isLessThan(5);
        }
    }

    @Test
    void aConstraintOverAParameterThatIsNotThereDoesNotBind() {
        Space constrained = Space.of(DIMENSIONS, List.of("momentum < 0.5"));
        RandomGenerator random = Randomness.of(1, 4);
        for (int i = 0; i < 200; i++) {
            Map<String, Object> params = constrained.decode(constrained.random(random));
            assertThat(params.get("opt").equals("adam") || (Double) params.get("momentum") < 0.5).isTrue();
        }
    }

    @Test
    void aConstraintBindsWhereTheParametersThatAreThereDecideIt() {
        for (String text : List.of(
                "lr < 0.01 && (opt == 'adam' || momentum < 0.5)",
                "(momentum < 0.5 || opt == 'adam') && lr < 0.01",
                "opt == 'sgd' ? momentum < 0.5 && lr < 0.01 : lr < 0.01",
                "[lr].all(x, x < 0.01 && (opt == 'adam' || momentum < 0.5))")) {
            Space guarded = Space.of(DIMENSIONS, List.of(text));
            guarded.tryConditions(Randomness.of(1, 1));
            assertThat(guarded.allows(settled(guarded, "adam", 0.1))).as(text).isFalse();
            assertThat(guarded.violations(settled(guarded, "adam", 0.1))).containsExactly(text);
            assertThat(guarded.allows(settled(guarded, "adam", 0.001))).as(text).isTrue();
            assertThat(guarded.allows(settled(guarded, "sgd", 0.001))).as(text).isFalse();
        }
        for (String text : List.of("lr < 0.01 || momentum < 0.5", "!(momentum > 0.5)", "lr > 0.01 && 1 / (batch - 16) > 0 && momentum > 0.5")) {
            Space open = Space.of(DIMENSIONS, List.of(text));
            assertThat(open.allows(settled(open, "adam", 0.1))).as(text).isTrue();
            assertThat(open.allows(settled(open, "sgd", 0.1))).as(text).isFalse();
        }
        Space divided = Space.of(DIMENSIONS, List.of("1 / (batch - 16) > 0 && (opt == 'adam' || momentum < 0.5)"));
        assertThat(divided.allows(settled(divided, "adam", 0.1))).isFalse();
    }

    @Test
    void aParameterExistsWhereTheParametersThatAreThereDecideIt() {
        for (String when : List.of("opt == 'adam' || momentum > 0.5", "momentum > 0.5 || opt == 'adam'", "opt == 'sgd' ? momentum > 0.5 : lr > 0.0")) {
            assertThat(optimizersWith(when, 0.9)).as(when).containsExactlyInAnyOrder("adam", "sgd");
            assertThat(optimizersWith(when, 0.1)).as(when).containsExactly("adam");
        }
        for (String when : List.of("!(momentum < 0.5)", "opt == 'adam' && momentum < 2.0 || momentum > 0.5")) {
            assertThat(optimizersWith(when, 0.9)).as(when).containsExactly("sgd");
        }
    }

    private static List<String> optimizersWith(String when, double momentum) {
        List<Dimension> dimensions = new ArrayList<>(DIMENSIONS);
        dimensions.add(new Dimension.Uniform("decay", 0, 1, null, when));
        Space some = Space.of(dimensions);
        some.tryConditions(Randomness.of(1, 1));
        return List.of("sgd", "adam").stream()
                .filter(opt -> some.decode(some.settle(some.encode(Map.of("opt", opt, "lr", 0.1, "momentum", momentum))))
                        .containsKey("decay"))
                .toList();
    }

    @Test
    void aParameterIsRuledOutAsSoonAsWhatIsGivenDecidesIt() {
        Space some = Space.of(List.of(
                DIMENSIONS.get(0), DIMENSIONS.get(2), new Dimension.Uniform("decay", 0, 1, null, "opt == 'adam' && momentum > 0.5"),
                new Dimension.Uniform("warmup", 0, 1, null, "opt == 'adam' || momentum > 0.5")));
        double[] adam = some.encode(Map.of("opt", "adam"));
        double[] sgd = some.encode(Map.of("opt", "sgd"));
        assertThat(List.of(some.isRuledOut(2, sgd), some.isRuledOut(3, sgd))).containsExactly(true, false);
        assertThat(List.of(some.isRuledOut(2, adam), some.isRuledOut(3, adam))).containsExactly(false, false);
    }

    private static double[] settled(Space space, String opt, double lr) {
        return space.settle(space.encode(Map.of("opt", opt, "lr", lr, "momentum", 0.9, "batch", 16, "dropout", 0.1)));
    }

    @Test
    void wholeNumbersAreHeldAgainstRealParameters() {
        List<Dimension> grid = List.of(
                new Dimension.Uniform("x", -1, 1, 1.0, null), new Dimension.Uniform("y", 0, 1, null, "x == 0"));
        Space nonzero = Space.of(grid, List.of("x != 0", "2 * x != -2"));
        Space zero = Space.of(grid, List.of("0 == x"));
        Space listed = Space.of(grid, List.of("x in [0, -1]", "!(-1 in [x, 2])"));
        RandomGenerator random = Randomness.of(1, 1);
        for (int i = 0; i < 50; i++) {
            assertThat(nonzero.decode(nonzero.random(random))).isEqualTo(Map.of("x", 1.0));
            assertThat(zero.decode(zero.random(random))).containsEntry("x", 0.0).containsKey("y");
            assertThat(listed.decode(listed.random(random))).containsEntry("x", 0.0);
        }
        assertThatThrownBy(() -> Space.of(grid, List.of("x == 'a'"))).isInstanceOf(SpecException.class);
    }

    @Test
    void aConditionThatFailsOnSomeKindOfValueSaysSoBeforeAnythingRuns() {
        List<Dimension> mixed = List.of(
                new Dimension.Choice("a", List.of(1, "x")), new Dimension.Choice("b", List.of(1, 2)));
        Space failing = Space.of(mixed, List.of("b > a"));
        assertThatThrownBy(() -> failing.tryConditions(Randomness.of(1, 1)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("parameter 'constraints': 'b > a' can be neither true nor false for [a: 'x', b: ")
                .hasMessageEndingWith("it puts values of different kinds together");
        Space.of(mixed, List.of("a == 'x' || b > a")).tryConditions(Randomness.of(1, 1));
    }

    @Test
    void aConditionOverChoicesMustHoldForSomeOfTheirValues() {
        Dimension opt = new Dimension.Choice("opt", List.of("sgd", "adam"));
        Dimension size = new Dimension.Choice("size", List.of(1, 2));
        assertThatThrownBy(() -> Space.of(List.of(opt, new Dimension.Uniform("m", 0, 1, null, "opt == 'sdg'"))))
                .isInstanceOf(SpecException.class)
                .hasMessage("dimension 'm', parameter 'when': 'opt == 'sdg'' holds for none of the values that opt may have,"
                        + " so 'm' would never exist");
        assertThatThrownBy(() -> Space.of(List.of(opt, size, new Dimension.Uniform("m", 0, 1, null, "opt == 'sgd' && size > 2"))))
                .hasMessageContaining("none of the values that opt and size may have");
        Space.of(List.of(opt, size, new Dimension.Uniform("m", 0, 1, null, "opt == 'sgd' && size > 1")));
    }

    @Test
    void saysWhyAConditionThatNoPointMeetsHasNoValue() {
        List<Dimension> numbers = List.of(new Dimension.IntRange("n", 1, 9, 1, false), new Dimension.Choice("word", List.of("a", "b")));
        Space empty = Space.of(numbers, List.of("n < 100", "100 / (n - n) > 1"));
        assertThatThrownBy(() -> empty.requirePoint(() -> Randomness.of(1, 1)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("none of 20000 random parameter sets meets [n < 100, 100 / (n - n) > 1]")
                .hasMessageContaining("; where '100 / (n - n) > 1' has no value, it does not hold: ")
                .hasMessageContaining("/ by zero")
                .hasMessageNotContaining("'n < 100' has no value");
        List<Dimension> dimensions = new ArrayList<>(numbers);
        dimensions.add(new Dimension.Uniform("x", 0, 1, null, "int(word) > 1"));
        assertThatThrownBy(() -> Space.of(dimensions))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("'x' would never exist; where 'int(word) > 1' has no value, it does not hold: ")
                .hasMessageContaining("For input string");
    }

    @Test
    void aListAndAMapAreNoTextsInConditions() {
        List<Dimension> earlier = List.of(
                new Dimension.Choice("layers", List.of(List.of(64), List.of(64, 32))),
                new Dimension.Choice("block", List.of(Map.of("kind", "conv", "scale", 0.5), Map.of("kind", "dense", "scale", 1), "none")));
        for (String when : List.of("size(layers) > 1", "layers[0] == 64 && 32 in layers", "layers == [64, 32]")) {
            assertThat(exists(earlier, when, List.of(64, 32), "none")).as(when).isTrue();
            assertThat(exists(earlier, when, List.of(64), "none")).as(when).isFalse();
        }
        for (String when : List.of("block != 'none' && block.kind == 'dense'", "block != 'none' && block.scale >= 1")) {
            assertThat(exists(earlier, when, List.of(64), Map.of("kind", "dense", "scale", 1))).as(when).isTrue();
            assertThat(exists(earlier, when, List.of(64), Map.of("kind", "conv", "scale", 0.5))).as(when).isFalse();
        }
        List<Dimension> open = List.of(new Dimension.Choice("layers", List.of(Arrays.asList(64, null), List.of(64, 32))), earlier.get(1));
        assertThat(exists(open, "layers[1] == null", Arrays.asList(64, null), "none")).isTrue();
        assertThat(exists(open, "layers[1] == null", List.of(64, 32), "none")).isFalse();
        assertThatThrownBy(() -> exists(earlier, "size(layers) > 2", List.of(64), "none"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("'size(layers) > 2' holds for none of the values that layers may have");
    }

    private static boolean exists(List<Dimension> earlier, String when, Object layers, Object block) {
        List<Dimension> dimensions = new ArrayList<>(earlier);
        dimensions.add(new Dimension.Uniform("x", 0, 1, null, when));
        Space some = Space.of(dimensions);
        return some.exists(2, some.settle(some.encode(Map.of("layers", layers, "block", block))));
    }

    @Test
    void aConditionMayOnlyNameWhatComesBeforeIt() {
        List<Dimension> turned = List.of(
                new Dimension.Uniform("momentum", 0, 1, null, "op == 'sgd'"),
                new Dimension.Choice("opt", List.of("sgd", "adam")));
        assertThatThrownBy(() -> Space.of(turned))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("dimension 'momentum', parameter 'when'")
                .hasMessageContaining("not a dimension listed before it");
        assertThatThrownBy(() -> Space.of(DIMENSIONS, List.of("bach > 8")))
                .hasMessageContaining("did you mean 'batch'?");
        assertThatThrownBy(() -> Space.of(DIMENSIONS, List.of("batch + 8"))).isInstanceOf(SpecException.class);
    }
}
