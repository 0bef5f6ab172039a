package io.jenkins.plugins.mlsteps.steps;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.gate.Comparison;
import io.jenkins.plugins.mlsteps.deploy.local.CurrentModel;
import io.jenkins.plugins.mlsteps.deploy.local.CurrentModels;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a gate compares with: the model an environment serves now, or a file — a training record, a verdict, or metrics as one
 * JSON object.
 */
record BaselineSource(Path root, GateSpec spec) {
    /** @param environment of the name that the gate gives as baseline; null when there is none */
    Comparison find(Environment environment) {
        String reference = spec.baseline();
        if (reference == null || reference.isBlank()) {
            return new Comparison.Unnamed();
        }
        try {
            return environment != null ? current(environment) : file(reference);
        } catch (IOException | SpecException e) {
            return new Comparison.Unusable(reference, e.getMessage());
        }
    }

    private Comparison file(String reference) throws IOException {
        Path file = root.resolve(reference);
        if (Files.isDirectory(file) && Files.exists(file.resolve("record.json"))) {
            file = file.resolve("record.json");
        }
        if (!Files.isRegularFile(file)) {
            return new Comparison.Unusable(
                    reference, "it is neither an environment that an administrator defined nor a file in the workspace");
        }
        return known(reference, file);
    }

    private Comparison known(String reference, Path file) throws IOException {
        JsonNode content = Json.tree(file);
        JsonNode metrics = content.path("metrics").isObject() ? content.path("metrics") : content;
        Map<String, Double> numbers = numbers(metrics);
        if (numbers.isEmpty()) {
            return new Comparison.Unusable(
                    reference, "it holds no metrics; expected is a record.json, a verdict.json or {\"auc\": 0.93, …}");
        }
        return new Comparison.Known(
                reference, content.path("digest").asText(null), numbers, predictions(content.path("predictions").asText(null)));
    }

    private Path predictions(String recorded) {
        String named = spec.baselinePredictions() != null ? spec.baselinePredictions() : recorded;
        return named == null ? null : root.resolve(named);
    }

    /** Metrics that are not numbers, such as NaN written as text, stay and fail what uses them. */
    private static Map<String, Double> numbers(JsonNode metrics) {
        Map<String, Double> numbers = new HashMap<>();
        metrics.properties().forEach(entry -> {
            if (entry.getValue().isNumber()) {
                numbers.put(entry.getKey(), entry.getValue().doubleValue());
            } else if (List.of("NaN", "Infinity", "-Infinity").contains(entry.getValue().asText())) {
                numbers.put(entry.getKey(), Double.NaN);
            }
        });
        return numbers;
    }

    private Comparison current(Environment environment) throws IOException {
        TargetConfig target = environment.target();
        if (target != null && target.type() != null && target.type() != TargetConfig.Type.local) {
            return new Comparison.Unusable(
                    spec.baseline(),
                    "what a target of type " + target.type()
                            + " serves cannot be looked up by a gate; name a record or metrics file instead");
        }
        Optional<CurrentModel> serving = CurrentModels.standard().find(spec.baseline(), spec.model());
        return serving.isPresent() ? served(serving.get()) : new Comparison.FirstModel(spec.baseline(), environment.policy().firstModel());
    }

    private Comparison served(CurrentModel current) {
        Verdict.Baseline baseline = current.baseline();
        return new Comparison.Known(
                baseline.reference(), baseline.digest(), baseline.metrics(), predictions(current.predictions()));
    }
}
