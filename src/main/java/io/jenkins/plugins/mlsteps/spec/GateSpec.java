package io.jenkins.plugins.mlsteps.spec;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/** What an author says with {@code evaluateGate}. */
@Word(value = "evaluateGate", doc = "Judge a model against rules and tests; write a verdict that names it by digest.")
public record GateSpec(
        @Parameter(value = "Name of the gate; its records are under ml/gate/<name>.", required = true) String name,
        @Parameter(value = "Name of the trained model to judge.", required = true) String model,
        @Parameter("Conditions in CEL over the model's metrics and 'baseline': auc >= baseline.auc - 0.005.")
                List<String> rules,
        @Parameter("Per-row predictions of the model (CSV or Parquet): label, prediction, score…, id, weight.")
                String predictions,
        @Parameter("What to compare with: an environment's current model, models:/<name>@<alias> of a registry, build:<number>, or a"
                        + " record, verdict or metrics file.")
                String baseline,
        @Parameter("Predictions of the baseline, when they are not beside its record.") String baselinePredictions,
        @Parameter("Hypotheses tested on the predictions: nonInferior, superior, equivalent.")
                List<HypothesisTest> tests,
        @Parameter("Columns of the predictions that split them into slices.") List<String> slices,
        @Parameter("Conditions in CEL that must hold in every slice.") List<String> sliceRules,
        @Parameter(
                        value = "Fewest rows of a slice that rules judge; smaller ones are shown only.",
                        defaultValue = "10",
                        min = 1)
                int sliceMinRows,
        @Parameter(
                        value = "Whether the metrics of a slice are drawn towards those of the other slices of its column, the"
                                + " more the fewer rows it has.",
                        defaultValue = "partial",
                        allowed = {"partial", "none"})
                String slicePooling,
        @Parameter(value = "Fewest rows with which the gate may pass.", defaultValue = "1", min = 1) int minSamples,
        @Parameter(
                        value = "Whether the model's files are scanned for what would run code when they are loaded.",
                        defaultValue = "on",
                        allowed = {"on", "off"})
                String scan,
        @Parameter("Formats that the model may have, such as onnx or safetensors; any when empty.") List<String> formats,
        @Parameter("Licences that the model's card (README.md, key 'license') may name; any when empty.")
                List<String> licenses,
        @Parameter(
                        value = "What a model without a baseline means.",
                        defaultValue = "fail",
                        allowed = {"pass", "fail", "absoluteOnly"})
                String firstModel,
        @Parameter(
                        value = "What a failed gate does to the build.",
                        defaultValue = "fail",
                        allowed = {"fail", "unstable", "record"})
                String onFail)
        implements Serializable {
    public GateSpec {
        Names.check("name", name);
        Names.check("model", model);
        BaselineReference.of(baseline);
        if (Stream.of(rules, tests, sliceRules, formats, licenses).allMatch(List::isEmpty)) {
            throw new SpecException("a gate without checks would pass everything: give 'rules', 'tests', 'sliceRules', 'formats' or 'licenses'");
        }
    }
}
