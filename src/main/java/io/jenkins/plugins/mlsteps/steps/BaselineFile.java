package io.jenkins.plugins.mlsteps.steps;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.gate.Comparison;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A baseline that is a file in the workspace: a training record, or the directory of one, a verdict, or metrics as one JSON object.
 *
 * @param reference as the author wrote it
 * @param path in the workspace
 * @param predictions of the baseline in the workspace; null for those beside the file
 */
record BaselineFile(String reference, String path, String predictions) implements BaselineSource {
    @Override
    public Comparison find(Path workspace) throws IOException {
        Path file = workspace.resolve(path);
        if (Files.isDirectory(file) && Files.exists(file.resolve("record.json"))) {
            file = file.resolve("record.json");
        }
        if (!Files.isRegularFile(file)) {
            return new Comparison.Unusable(
                    reference, "it is neither an environment that an administrator defined nor a file in the workspace");
        }
        JsonNode content = Json.tree(file.toRealPath());
        Map<String, Double> numbers = numbers(content.path("metrics").isObject() ? content.path("metrics") : content);
        if (numbers.isEmpty()) {
            return new Comparison.Unusable(
                    reference, "it holds no metrics; expected is a record.json, a verdict.json or {\"auc\": 0.93, …}");
        }
        return new Comparison.Known(
                reference, content.path("digest").asText(null), numbers, predictions(workspace, file, content));
    }

    /**
     * What a record names lay in the workspace of its own training. Where that is not this one, a file of the same name may be the
     * candidate's, so only what was brought along beside the record counts.
     */
    private Path predictions(Path workspace, Path file, JsonNode content) {
        if (predictions != null) {
            return workspace.resolve(predictions);
        }
        String named = content.path("predictions").asText("");
        if (named.isEmpty() || file.equals(MlDirectory.in(workspace).trainRecord(content.path("name").asText("")))) {
            return named.isEmpty() ? null : workspace.resolve(named);
        }
        Path beside = file.resolveSibling(named.substring(named.lastIndexOf('/') + 1));
        return Files.exists(beside) ? beside : null;
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
}
