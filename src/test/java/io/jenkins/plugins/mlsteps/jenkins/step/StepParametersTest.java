package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import io.jenkins.plugins.mlsteps.spec.AgentPodSpec;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import io.jenkins.plugins.mlsteps.spec.ParameterInfo;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The data-bound classes say what the specs say: same names, types, required ones, defaults and documentation. */
@WithJenkins
class StepParametersTest {
    private static final Map<Class<?>, Class<? extends Record>> SPECS = Map.ofEntries(
            Map.entry(TrainModelStep.class, TrainSpec.class),
            Map.entry(TuneHyperparamsStep.class, TuneSpec.class),
            Map.entry(EvaluateGateStep.class, GateSpec.class),
            Map.entry(DeployEndpointStep.class, DeploySpec.class),
            Map.entry(MlPodStep.class, AgentPodSpec.class),
            Map.entry(UniformParameter.class, Dimension.Uniform.class),
            Map.entry(LogUniformParameter.class, Dimension.LogUniform.class),
            Map.entry(IntRangeParameter.class, Dimension.IntRange.class),
            Map.entry(ChoiceParameter.class, Dimension.Choice.class),
            Map.entry(NonInferiorTest.class, HypothesisTest.NonInferior.class),
            Map.entry(SuperiorTest.class, HypothesisTest.Superior.class),
            Map.entry(EquivalentTest.class, HypothesisTest.Equivalent.class));

    @Test
    void eachParameterOfASpecIsOneOfItsStep(JenkinsRule jenkins) {
        SPECS.forEach((step, spec) -> assertThat(new TreeMap<>(DescribableModel.of(step).getParameters().stream()
                        .collect(Collectors.toMap(DescribableParameter::getName, DescribableParameter::getErasedType))))
                .as(step.getSimpleName())
                .isEqualTo(new TreeMap<>(ParameterInfo.of(spec).stream()
                        .collect(Collectors.toMap(ParameterInfo::name, StepParametersTest::jenkinsType)))));
    }

    /** A single file is a text to Declarative, which checks literals against the type. */
    private static Class<?> jenkinsType(ParameterInfo parameter) {
        return parameter.name().equals("metrics") ? String.class : parameter.rawType();
    }

    @Test
    void whatASpecRequiresIsAnArgumentOfTheConstructor(JenkinsRule jenkins) {
        SPECS.forEach((step, spec) -> assertThat(DescribableModel.of(step).getParameters().stream()
                        .filter(DescribableParameter::isRequired)
                        .map(DescribableParameter::getName))
                .as(step.getSimpleName())
                .containsExactlyInAnyOrderElementsOf(ParameterInfo.of(spec).stream()
                        .filter(ParameterInfo::required)
                        .map(ParameterInfo::name)
                        .toList()));
    }

    @Test
    void eachParameterReadsAsItsDefaultUntilItIsGiven(JenkinsRule jenkins) {
        TuneHyperparamsStep tune = new TuneHyperparamsStep("t");
        assertThat(tune.getTrials()).isEqualTo(20);
        assertThat(tune.getAlgorithm()).isEqualTo("auto");
        assertThat(tune.getRetries()).isZero();
        assertThat(tune.getCommand()).isNull();
        EvaluateGateStep gate = new EvaluateGateStep("g", "m");
        assertThat(gate.getOnFail()).isEqualTo("fail");
        assertThat(gate.getRules()).isEmpty();
    }

    @Test
    void theHelpOfAParameterIsItsDocumentation(JenkinsRule jenkins) throws Exception {
        for (Map.Entry<Class<?>, Class<? extends Record>> entry : SPECS.entrySet()) {
            DescribableModel<?> model = DescribableModel.of(entry.getKey());
            assertThat(model.getHelp()).isEqualTo(html(entry.getValue().getAnnotation(Word.class).doc()));
            for (ParameterInfo parameter : ParameterInfo.of(entry.getValue())) {
                assertThat(model.getParameter(parameter.name()).getHelp())
                        .as(entry.getKey().getSimpleName() + "." + parameter.name())
                        .isEqualTo(html(parameter.doc()));
            }
        }
    }

    @Test
    void pipelinesCallThemByTheWordOfTheSpec(JenkinsRule jenkins) {
        SPECS.forEach((step, spec) -> {
            Descriptor<?> descriptor = jenkins.jenkins.getDescriptor(step.asSubclass(hudson.model.Describable.class));
            String word = descriptor instanceof StepDescriptor named
                    ? named.getFunctionName()
                    : List.of(descriptor.getClass().getAnnotation(Symbol.class).value()).get(0);
            assertThat(word).isEqualTo(Binder.wordOf(spec));
        });
    }

    private static String html(String text) {
        return "<div>" + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</div>\n";
    }
}
