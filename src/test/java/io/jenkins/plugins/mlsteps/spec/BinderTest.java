package io.jenkins.plugins.mlsteps.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinderTest {
    @Test
    void bindsEmbeddedParametersAsIfTheyWereTheStepsOwn() {
        TrainSpec spec = Binder.bind(
                TrainSpec.class, Map.of("name", "churn", "command", "python3 train.py", "gpu", 1, "metrics", "m.json"));

        assertThat(spec.training().command()).isEqualTo("python3 train.py");
        assertThat(spec.training().resources().gpu()).isEqualTo(1);
        assertThat(spec.training().metrics()).containsExactly("m.json");
        assertThat(spec.training().budgetMinutes()).isEqualTo(1);
    }

    @Test
    void namesTheNearestParameterWhenOneIsMistyped() {
        assertThatThrownBy(() -> Binder.bind(TrainSpec.class, Map.of("name", "churn", "comand", "x")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("trainModel: unknown parameter 'comand'; did you mean 'command'?");
    }

    @Test
    void refusesAReasonThatFillsTheLog() {
        Map<String, Object> deployment = new HashMap<>(Map.of("name", "churn", "model", "churn", "environment", "production"));
        deployment.put("reason", "x".repeat(2000));
        assertThat(Binder.bind(DeploySpec.class, deployment).reason()).hasSize(2000);
        deployment.put("reason", "x".repeat(2001));
        assertThatThrownBy(() -> Binder.bind(DeploySpec.class, deployment))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("parameter 'reason': a reason has at most 2000 characters, this one has 2001");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Binder.bind(TrainSpec.class, Map.of()))
                .hasMessageContaining("trainModel: parameter 'name' is required");
    }

    @Test
    void refusesTextWhereANumberIsNeeded() {
        assertThatThrownBy(() -> Binder.bind(TrainSpec.class, Map.of("name", "a", "command", "x", "gpu", "one")))
                .hasMessageContaining("trainModel: parameter 'gpu' must be a number, given is 'one'");
    }

    @Test
    void refusesNumbersOutsideTheRange() {
        assertThatThrownBy(() -> Binder.bind(TrainSpec.class, Map.of("name", "a", "command", "x", "gpu", -1)))
                .hasMessageContaining("trainModel: parameter 'gpu' is -1, allowed is at least 0");
    }

    @Test
    void bindsOneOfAFamilyByItsWord() {
        TuneSpec spec = Binder.bind(
                TuneSpec.class,
                Map.of(
                        "name", "churn",
                        "objective", "auc",
                        "direction", "maximize",
                        "command", "x",
                        "space", List.of(Map.of("type", "logUniform", "name", "lr", "min", 1e-5, "max", "0.1"))));

        assertThat(spec.space()).containsExactly(new Dimension.LogUniform("lr", 1e-5, 0.1));
    }

    @Test
    void namesTheNearestWordOfAFamily() {
        assertThatThrownBy(() -> Binder.bind(
                        TuneSpec.class,
                        Map.of(
                                "name", "churn",
                                "objective", "auc",
                                "direction", "maximize",
                                "space", List.of(Map.of("type", "loguniform", "name", "lr")))))
                .hasMessageContaining("did you mean 'logUniform'?");
    }

    @Test
    void saysInTheWordsOfAnAuthorWhatAnEntryOfAFamilyIs() {
        assertThatThrownBy(() -> tune(Map.of("space", List.of(Map.of("type", "uniform", "name", "x", "min", 0, "max", 1), 3))))
                .hasMessage("tuneHyperparams: parameter 'space', entry 2 must be one of uniform(…), logUniform(…), intRange(…),"
                        + " choice(…), in JSON {\"type\":\"uniform\",…}, given is '3'");
        assertThatThrownBy(() -> tune(Map.of("space", "lr")))
                .hasMessageStartingWith("tuneHyperparams: parameter 'space' must be one of uniform(…)")
                .hasMessageEndingWith("given is 'lr' (a text)");
        assertThatThrownBy(() -> tune(Map.of("space", List.of(Map.of("name", "x", "min", 0, "max", 1)))))
                .hasMessage("tuneHyperparams: parameter 'space', entry 1 has no 'type',"
                        + " allowed is uniform | logUniform | intRange | choice");
    }

    @Test
    void namesNoClassOfJavaWhereAValueIsOfAnotherType() {
        Map<String, Object> half = Map.of("type", "intRange", "name", "x", "min", new BigDecimal("1.5"), "max", 3);
        assertThatThrownBy(() -> tune(Map.of("space", List.of(half))))
                .hasMessage("intRange: parameter 'min' must be a whole number, given is '1.5'");
        assertThatThrownBy(() -> tune(Map.of("trials", "1.5")))
                .hasMessage("tuneHyperparams: parameter 'trials' must be a whole number, given is '1.5' (a text)");
        assertThatThrownBy(() -> tune(Map.of("trials", true)))
                .hasMessage("tuneHyperparams: parameter 'trials' must be a number, given is 'true'");
        assertThatThrownBy(() -> tune(Map.of("command", List.of("a", "b"))))
                .hasMessage("tuneHyperparams: parameter 'command' must be text, given is '[a, b]' (a list)");
        assertThatThrownBy(() -> tune(Map.of("env", Map.of("A", Map.of("b", 1)))))
                .hasMessage("tuneHyperparams: parameter 'env', entry 'A' must be text, given is '{b=1}' (a map)");
    }

    @Test
    void refusesParametersThatShareAVariable() {
        Map<String, Object> lr = Map.of("type", "uniform", "name", "lr", "min", 0, "max", 1);
        Map<String, Object> loud = Map.of("type", "uniform", "name", "LR", "min", 0, "max", 1, "when", "lr > 0.5");

        assertThatThrownBy(() -> tune(Map.of("space", List.of(lr, loud))))
                .hasMessage("tuneHyperparams: parameter 'space': 'lr' and 'LR' share the variable ML_PARAM_LR; rename one of them");
        assertThatThrownBy(() -> tune(Map.of("space", List.of(lr), "params", Map.of("Lr", 0.1))))
                .hasMessageContaining("parameters 'space' and 'params': 'lr' and 'Lr' share the variable ML_PARAM_LR");
        assertThat(tune(Map.of("space", List.of(lr), "params", Map.of("lr", 0.1))).defaults()).containsEntry("lr", 0.1);
        assertThatThrownBy(() -> Binder.bind(
                        TrainSpec.class, Map.of("name", "m", "command", "x", "params", Map.of("a", 1, "A", 2))))
                .hasMessageContaining("trainModel: parameter 'params'").hasMessageContaining("ML_PARAM_A");
    }

    private static TuneSpec tune(Map<String, Object> more) {
        Map<String, Object> given =
                new HashMap<>(Map.of("name", "churn", "objective", "auc", "direction", "maximize", "command", "x"));
        given.putAll(more);
        return Binder.bind(TuneSpec.class, given);
    }

    @Test
    void refusesAListWithNothingInOnePlace() {
        List<Object> values = Arrays.asList(null, 1);
        assertThatThrownBy(() -> tune(Map.of("space", List.of(Map.of("type", "choice", "name", "o", "values", values)))))
                .isInstanceOf(SpecException.class)
                .hasMessage("choice: parameter 'values', entry 1 is null: give a value, or text such as 'none'");
        assertThatThrownBy(() -> tune(Map.of("warmStart", values)))
                .hasMessageContaining("tuneHyperparams: parameter 'warmStart', entry 1 is null");
        Map<String, Object> env = new HashMap<>();
        env.put("A", null);
        assertThatThrownBy(() -> Binder.bind(TrainSpec.class, Map.of("name", "m", "command", "x", "env", env)))
                .hasMessageContaining("trainModel: parameter 'env', entry 'A' is null");
    }

    @Test
    void refusesAnObjectiveWithoutAName() {
        Map<String, Object> lr = Map.of("type", "uniform", "name", "lr", "min", 0, "max", 1);
        assertThatThrownBy(() -> tune(Map.of("space", List.of(lr), "objective", "")))
                .hasMessageContaining("tuneHyperparams: parameter 'objective' is required");
        assertThatThrownBy(() -> tune(Map.of(
                        "space", List.of(lr), "objectives", List.of("auc", " "), "directions", List.of("maximize", "maximize"))))
                .hasMessageContaining("tuneHyperparams: parameter 'objectives' has an entry that is empty");
    }

    @Test
    void refusesARangeThatIsWiderThanWholeNumbersGo() {
        assertThatThrownBy(() -> new Dimension.IntRange("n", -10, Long.MAX_VALUE, 1, false))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("dimension 'n': from min -10 to max 9223372036854775807 is more than 9223372036854775807");
        assertThat(new Dimension.IntRange("n", 1, Long.MAX_VALUE, 1, false).max()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesNodesForTrialsThatAreNoBodies() {
        Map<String, Object> study = Map.of(
                "name", "churn", "objective", "auc", "direction", "maximize", "label", "gpu", "command", "x",
                "space", List.of(Map.of("type", "uniform", "name", "lr", "min", 0, "max", 1)));
        assertThatThrownBy(() -> Binder.bind(TuneSpec.class, study))
                .hasMessageContaining("tuneHyperparams: parameter 'label' chooses nodes for trials with a body; given is a 'command'");
    }

    @Test
    void refusesAGateWithoutChecks() {
        assertThatThrownBy(() -> Binder.bind(GateSpec.class, Map.of("name", "quality", "model", "churn")))
                .hasMessageContaining("evaluateGate: a gate without checks would pass everything");
    }
}
