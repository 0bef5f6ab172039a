package io.jenkins.plugins.mlsteps.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundedTest {
    @ParameterizedTest
    @CsvSource({
        "0.931249, 0.9312",
        "0.95, 0.95",
        "-12.3456, -12.35",
        "0, 0",
        "-0.0, 0",
        "4200000, 4200000",
        "1234567, 1235000",
        "0.00001, 0.00001",
        "0.0000001234567, 1.235E-7",
        "1e15, 1E+15",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void keepsFourDigitsAndWritesNoZerosThatHideThem(double value, String text) {
        assertThat(Rounded.to(4, value)).isEqualTo(text);
    }
}
