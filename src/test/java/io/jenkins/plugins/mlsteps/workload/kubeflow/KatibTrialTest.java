package io.jenkins.plugins.mlsteps.workload.kubeflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KatibTrialTest {
    private static final KatibSpace SPACE = new KatibSpace(List.of(
            new Dimension.IntRange("depth", 2, 10, 4, false),
            new Dimension.Uniform("drop", 0, 0.3, 0.1, null),
            new Dimension.LogUniform("lr", 1e-5, 0.1),
            new Dimension.Choice("opt", List.of("sgd", 1))));

    @ParameterizedTest
    @CsvSource({"depth, 6.5", "depth, 4", "depth, 14", "drop, 0.15", "drop, 0.4", "lr, 0.2", "lr, nan", "opt, adam", "depth, six"})
    void aValueThatTheSpaceDoesNotHaveIsAFailureAndNoResult(String name, String value) {
        Trial trial = trial(name, value, "Succeeded");

        assertThat(trial.state()).isEqualTo(Trial.State.FAILED);
        assertThat(trial.value()).isNull();
        assertThat(trial.reason()).isEqualTo("Katib chose '" + value + "' for '" + name + "', which the space does not have");
        assertThat(trial.params()).containsEntry(name, value);
        assertThat(trial(name, value, "Running").state()).isEqualTo(Trial.State.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({"drop, 0.30000000000000004, 0.3", "lr, 0.10000000000000002, 0.1", "lr, 9.999999999999998e-06, 1.0E-5", "depth, 6.0, 6", "opt, 1.0, 1"})
    void whatKatibRoundedIsTheValueOfTheSpace(String name, String value, String meant) {
        Trial trial = trial(name, value, "Succeeded");

        assertThat(trial.state()).isEqualTo(Trial.State.COMPLETE);
        assertThat(trial.params().get(name)).hasToString(meant);
    }

    @Test
    void aParameterThatKatibLeftOutIsAFailure() {
        Trial trial = trial("seed", "1", "Succeeded");

        assertThat(trial.state()).isEqualTo(Trial.State.COMPLETE);
        KatibTrial.Spec nothing = new KatibTrial.Spec(List.of());
        assertThat(new KatibTrial("t", Instant.EPOCH, nothing, status("Succeeded")).asTrial(0, SPACE, "loss", false).reason())
                .isEqualTo("Katib gave 'depth' no value");
    }

    private static Trial trial(String name, String value, String condition) {
        List<KatibTrial.Assignment> assignments = List.of(
                assignment("depth", "6", name, value),
                assignment("drop", "0.1", name, value),
                assignment("lr", "0.01", name, value),
                assignment("opt", "sgd", name, value));
        return new KatibTrial("t", Instant.EPOCH, new KatibTrial.Spec(assignments), status(condition)).asTrial(0, SPACE, "loss", false);
    }

    private static KatibTrial.Assignment assignment(String name, String usual, String changed, String value) {
        return new KatibTrial.Assignment(name, name.equals(changed) ? value : usual);
    }

    private static KatibTrial.Status status(String condition) {
        KatibTrial.Observation observation = new KatibTrial.Observation(List.of(new KatibTrial.Metric("loss", "0.5")));
        return new KatibTrial.Status(null, null, List.of(new ExperimentStatus.Condition(condition, "True", null, null)), observation);
    }
}
