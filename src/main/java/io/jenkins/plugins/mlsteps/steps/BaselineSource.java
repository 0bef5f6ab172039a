package io.jenkins.plugins.mlsteps.steps;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.gate.Comparison;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds what a gate compares with: the model an environment runs, or a file — a training record, a verdict, or metrics as one
 * JSON object.
 */
record BaselineSource(Path root, GateSpec spec) {
    Comparison find(boolean environment) {
        String reference = spec.baseline();
        if (reference == null || reference.isBlank()) {
            return new Comparison.Unnamed();
        }
        try {
            return environment ? current(reference) : file(reference);
        } catch (IOException e) {
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
                reference, content.path("digest").asText(null), numbers, predictions(content.path("predictions")));
    }

    private Path predictions(JsonNode recorded) {
        if (spec.baselinePredictions() != null) {
            return root.resolve(spec.baselinePredictions());
        }
        return recorded.isTextual() ? root.resolve(recorded.asText()) : null;
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

    private Comparison current(String environment) throws IOException {
        Path file = MlDirectory.in(root).deployment(environment, spec.model());
        if (!Files.exists(file)) {
            return new Comparison.FirstModel(environment);
        }
        String digest = Json.read(file, Deployment.class).digest();
        try (Stream<Path> verdicts = Files.walk(MlDirectory.in(root).root().resolve("gate"))) {
            for (Path verdict : verdicts.filter(f -> f.endsWith("verdict.json")).toList()) {
                if (Json.read(verdict, Verdict.class).digest().equals(digest)) {
                    return known(environment, verdict);
                }
            }
        }
        return new Comparison.Unusable(environment, "no verdict tells the metrics of " + digest);
    }
}
