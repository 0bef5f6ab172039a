package io.jenkins.plugins.mlsteps.tune.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Smaller values are better here, whatever the author's direction. */
class PrunersTest {
    private static final List<Curve> TEN_COMPLETE =
            IntStream.range(0, 10).mapToObj(i -> complete(i, i, i, i)).toList();

    @Test
    void medianStopsWhatIsWorseThanHalfAtTheSameStep() {
        Pruner median = Pruners.named("median");
        assertThat(median.prunes(curve(10, 4.4), TEN_COMPLETE)).isFalse();
        assertThat(median.prunes(curve(10, 4.6), TEN_COMPLETE)).isTrue();
    }

    @Test
    void medianLooksAtTheBestValueSoFar() {
        assertThat(Pruners.named("median").prunes(curve(10, 1, 9, 9), TEN_COMPLETE)).isFalse();
    }

    @Test
    void percentileWantsToKeepUpWithTheBestQuarter() {
        Pruner percentile = Pruners.named("percentile");
        assertThat(percentile.prunes(curve(10, 1), TEN_COMPLETE)).isFalse();
        assertThat(percentile.prunes(curve(10, 3), TEN_COMPLETE)).isTrue();
    }

    @Test
    void nothingIsStoppedBeforeFiveTrialsAreComplete() {
        for (String name : List.of("median", "percentile")) {
            assertThat(Pruners.named(name).prunes(curve(10, 99), TEN_COMPLETE.subList(0, 4))).isFalse();
            assertThat(Pruners.named(name).prunes(curve(10, 99), TEN_COMPLETE.subList(0, 5))).isTrue();
        }
    }

    @Test
    void ashaKeepsTheBestQuarterAtEachRung() {
        Pruner asha = Pruners.named("asha");
        List<Curve> seven = IntStream.range(0, 7).mapToObj(i -> curve(i, 10 + i)).toList();
        assertThat(asha.prunes(curve(7, 10.5), seven)).as("second of eight").isFalse();
        assertThat(asha.prunes(curve(7, 11.5), seven)).as("third of eight").isTrue();
        // Steps 2 and 3 lie between the rungs 1 and 4.
        assertThat(asha.prunes(curve(7, 1, 99, 99), seven)).isFalse();
        List<Curve> long4 = IntStream.range(0, 7).mapToObj(i -> curve(i, 1, 1, 1, 1)).toList();
        assertThat(asha.prunes(curve(7, 1, 99, 99, 99), long4)).isTrue();
    }

    @Test
    void hyperbandComparesTrialsOfOneBracketOnly() {
        Pruner hyperband = Pruners.named("hyperband");
        List<Curve> many = IntStream.range(0, 600)
                .mapToObj(i -> complete(i, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1))
                .toList();
        long atFirstStep = IntStream.range(600, 1150)
                .filter(n -> hyperband.prunes(curve(n, 99), many))
                .count();
        long atThird = IntStream.range(600, 1150)
                .filter(n -> hyperband.prunes(curve(n, 1, 1, 99), many))
                .count();
        // The three brackets take 9/3, 3/2 and 1 of 5.5 trials.
        assertThat(atFirstStep).isBetween(298L, 302L);
        assertThat(atThird).isBetween(448L, 452L);
        assertThat(IntStream.range(600, 630)
                        .filter(n -> hyperband.prunes(curve(n, 1, 1, 1, 1, 1, 1, 1, 1, 99), many))
                        .count())
                .as("at the last rung all brackets have begun")
                .isEqualTo(30);
    }

    @Test
    void hyperbandWaitsForATrialThatTellsHowLongTheyAre() {
        List<Curve> running =
                IntStream.range(0, 20).mapToObj(i -> curve(i, 1, 1, 1)).toList();
        assertThat(IntStream.range(20, 40).filter(n -> Pruners.named("hyperband").prunes(curve(n, 99), running)))
                .isEmpty();
    }

    @Test
    void patienceStopsAfterElevenReportsWithoutABetterOne() {
        Pruner patience = Pruners.named("patience");
        Curve curve = curve(0, 1);
        for (int step = 2; step <= 11; step++) {
            curve.put(step, 1);
            assertThat(patience.prunes(curve, List.of())).isFalse();
        }
        curve.put(12, 1);
        assertThat(patience.prunes(curve, List.of())).isTrue();
        curve.put(13, 0.9);
        assertThat(patience.prunes(curve, List.of())).isFalse();
    }

    @Test
    void stepsMayBeManyOutOfOrderAndToldAgain() {
        List<Curve> others = IntStream.range(0, 10).mapToObj(Curve::new).toList();
        Curve trial = new Curve(10);
        Pruner median = Pruners.named("median");
        assertTimeout(Duration.ofSeconds(5), () -> {
            for (Curve other : others) {
                IntStream.range(0, 20_000).forEach(step -> other.put(step, step % 7));
                other.complete(0);
            }
            for (int step = 0; step < 20_000; step++) {
                trial.put(step, 1 + step % 7);
                assertThat(median.prunes(trial, others)).isTrue();
            }
        });
        Curve curve = curve(11, 5, 3, 4);
        curve.put(0, 4);
        curve.put(2, 9);
        assertThat(curve.bestUntil(0)).hasValue(4);
        assertThat(curve.bestUntil(2)).hasValue(4);
        assertThat(curve.bestUntil(3)).hasValue(4);
        curve.put(2, 1);
        assertThat(curve.bestUntil(3)).hasValue(1);
        assertThat(curve.bestUntil(-1)).isEmpty();
    }

    @Test
    void wilcoxonComparesFoldByFoldWithTheBestTrial() {
        Pruner wilcoxon = Pruners.named("wilcoxon");
        Curve best = complete(0, 0.1, 0.5, 0.2, 0.9, 0.4);
        // Worse in every fold: one-sided p = 1/32 with five folds, 1/8 with three.
        assertThat(wilcoxon.prunes(curve(1, 0.2, 0.7, 0.5), List.of(best))).isFalse();
        assertThat(wilcoxon.prunes(curve(1, 0.2, 0.7, 0.5, 1.3, 0.9), List.of(best))).isTrue();
        assertThat(wilcoxon.prunes(curve(1, 0.2, 0.4, 0.1, 1.3, 0.3), List.of(best))).isFalse();
    }

    @Test
    void wilcoxonLooksAtEveryFoldHoweverBadOneIs() {
        Curve best = complete(0, new double[10]);
        // One of ten is far worse, and the mean with it: that is no proof.
        assertThat(Pruners.named("wilcoxon").prunes(curve(1, 100, -1, -2, -3, -4, -5, -6, -7, -8, -9), List.of(best)))
                .isFalse();
    }

    @Test
    void wilcoxonIsQuickForManyFolds() {
        Curve best = complete(0, new double[28]);
        double[] worse = IntStream.rangeClosed(1, 28).mapToDouble(i -> i).toArray();
        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertThat(Pruners.named("wilcoxon").prunes(curve(1, worse), List.of(best))).isTrue());
    }

    @Test
    void aValueThatIsNotFiniteIsTheWorst() {
        assertThat(Pruners.named("median").prunes(curve(10, Double.NaN), TEN_COMPLETE)).isTrue();
        assertThat(Pruners.named("asha").prunes(curve(10, Double.NaN), List.of())).isTrue();
        assertThat(Pruners.named("asha").prunes(curve(10, Double.NEGATIVE_INFINITY), List.of())).isTrue();
    }

    @Test
    void namesTheNearestPruner() {
        assertThatThrownBy(() -> Pruners.named("medain"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("did you mean 'median'?");
    }

    private static Curve curve(int number, double... values) {
        Curve curve = new Curve(number);
        IntStream.range(0, values.length).forEach(i -> curve.put(i + 1L, values[i]));
        return curve;
    }

    private static Curve complete(int number, double... values) {
        Curve curve = curve(number, values);
        curve.complete(values[values.length - 1]);
        return curve;
    }
}
