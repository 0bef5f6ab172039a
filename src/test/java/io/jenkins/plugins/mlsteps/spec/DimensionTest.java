package io.jenkins.plugins.mlsteps.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DimensionTest {
    @ParameterizedTest
    @CsvSource({
        "-1e308, 1e308, 1, the widest range with steps",
        "0, 1, 1e-20, step 1.0E-20 is too small",
        "1e9, 1000000001, 1e-7, step 1.0E-7 is too small",
        "0, 1, 2, step 2.0 is more than from min to max",
        "0, 1, 0, step 0.0 must be above 0",
    })
    void refusesStepsThatNumbersCannotTake(double min, double max, double step, String why) {
        assertThatThrownBy(() -> new Dimension.Uniform("x", min, max, step, null))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("dimension 'x': ")
                .hasMessageContaining(why);
    }

    @Test
    void refusesWholeNumbersThatCannotBeToldApart() {
        long large = 1L << 62;
        for (boolean log : new boolean[] {false, true}) {
            assertThatThrownBy(() -> new Dimension.IntRange("n", large, large + 10, 1, log))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("dimension 'n': min 4611686018427387904 and max 4611686018427387914 are too near");
        }
        assertThatThrownBy(() -> new Dimension.IntRange("n", 1, 10, 20, false))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("dimension 'n': step 20 is more than from min to max, so min would be the only value");
        assertThat(new Dimension.IntRange("n", 1, 10, 9, false).count()).isEqualTo(2);
        assertThat(new Dimension.IntRange("n", 3, 3, 20, false).count()).isEqualTo(1);
    }

    @Test
    void countsTheLastStepThoughItIsRounded() {
        assertThat(new Dimension.Uniform("x", 0.1, 0.3, 0.2, null).count()).isEqualTo(2);
        assertThat(new Dimension.Uniform("x", 1e9 + 0.1, 1e9 + 0.9, 0.1, null).count()).isEqualTo(9);
        assertThat(new Dimension.Uniform("x", 0, 1.05, 0.1, null).count()).isEqualTo(11);
    }

    @Test
    void aNumberIsOneValueHoweverItIsWritten() {
        for (List<Object> values : List.<List<Object>>of(
                List.of(1, 1.0, 2), List.of(List.of(64, 32), List.of(64.0, 32L)), List.of(Map.of("a", 1), Map.of("a", 1.00)))) {
            assertThatThrownBy(() -> new Dimension.Choice("c", values))
                    .isInstanceOf(SpecException.class)
                    .hasMessageStartingWith("parameter 'values' of dimension 'c' names a value twice: ");
        }
        assertThat(new Dimension.Choice("c", List.of(1, "1", 1.5, true, List.of(1))).count()).isEqualTo(5);
    }
}
