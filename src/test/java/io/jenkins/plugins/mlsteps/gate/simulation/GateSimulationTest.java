package io.jenkins.plugins.mlsteps.gate.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** With few releases; {@code mlsteps simulate-gate} takes 2,000. */
class GateSimulationTest {
    private static final GateSimulation ACCURACY = new GateSimulation("accuracy", 0.03, 0.1, 0.9, 0.04, 800, 150, 1);

    @Test
    void badReleasesPassAsOftenAsAlphaSaysAndGoodOnesAsOftenAsThePower() {
        GateSimulation.Outcome bad = ACCURACY.run(-0.03);
        GateSimulation.Outcome good = ACCURACY.run(0);

        assertThat(bad.passed()).isCloseTo(0.1, within(0.075)); // three standard errors
        assertThat(good.passed()).isCloseTo(good.power(), within(0.06));
        assertThat(good.method()).isEqualTo("Newcombe score interval, paired");
        assertThat(ACCURACY.run(0)).isEqualTo(good);
    }

    @Test
    void soItIsForTheAreaUnderTheCurve() {
        GateSimulation auc = new GateSimulation("auc", 0.02, 0.1, 0.85, 0.8, 600, 150, 1);

        assertThat(auc.run(-0.02).passed()).isCloseTo(0.1, within(0.075));
        assertThat(auc.run(0).passed()).isCloseTo(auc.run(0).power(), within(0.11));
        assertThat(auc.run(0).method()).isEqualTo("DeLong, paired");
    }

    @Test
    void modelsThatCannotBeAreRefused() {
        GateSimulation impossible = new GateSimulation("accuracy", 0.03, 0.05, 0.9, 0.01, 800, 10, 1);

        assertThatThrownBy(() -> impossible.run(-0.03)).hasMessageContaining("no two models have accuracy 0.9");
    }
}
