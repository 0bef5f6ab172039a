package io.jenkins.plugins.mlsteps.gate.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RandomEffectsTest {
    /** statsmodels 0.15.0: combine_effects(value, variance, method_re='dl'), and the predictions that follow from it. */
    @Test
    void agreesWithStatsmodels() {
        RandomEffects effects = new RandomEffects(
                new double[] {0.61, 0.72, 0.75, 0.55, 0.9}, new double[] {0.01, 0.002, 0.004, 0.03, 0.0015});
        assertThat(effects.between()).isCloseTo(0.011449388171311716, within(1e-12));
        assertThat(effects.shrunk())
                .containsExactly(
                        new double[] {
                            0.6720229616244321, 0.7234255027289371, 0.7481968109076964, 0.6897140945558903, 0.8818179198914518
                        },
                        within(1e-12));
    }

    @Test
    void groupsThatDifferNoMoreThanByChanceAllHaveTheirMean() {
        assertThat(new RandomEffects(new double[] {0.7, 0.8}, new double[] {0.01, 0.03}).shrunk())
                .containsExactly(new double[] {0.725, 0.725}, within(1e-12));
    }

    @Test
    void groupsWithoutErrorsStayAsTheyAre() {
        assertThat(new RandomEffects(new double[] {0.7, 0.8, 0}, new double[3]).shrunk()).containsExactly(0.7, 0.8, 0);
    }

    @Property
    void everyGroupMovesTowardsTheOthersAndNeverBeyond(
            @ForAll @Size(3) List<@DoubleRange(min = 0, max = 1) Double> values,
            @ForAll @Size(3) List<@DoubleRange(min = 0, max = 0.25) Double> variances) {
        double[] shrunk = new RandomEffects(array(values), array(variances)).shrunk();
        for (double mean : shrunk) {
            assertThat(mean).isBetween(Collections.min(values) - 1e-9, Collections.max(values) + 1e-9);
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
