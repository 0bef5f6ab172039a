package io.jenkins.plugins.mlsteps.model.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.Registered;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The model registry of an MLflow tracking server, by its REST API 2.0: metrics are those of the run that made the version, predictions
 * its artifact {@code predictions.csv} or {@code predictions.parquet}, the digest the version's tag {@value #DIGEST}.
 */
final class MlflowRegistry implements ModelRegistry {
    /** Tag of a model version with the digest of its files, as {@code model.json} tells it. */
    static final String DIGEST = "mlsteps.digest";

    private static final List<String> PREDICTIONS = List.of("predictions.csv", "predictions.parquet");

    private final MlflowServer server;

    MlflowRegistry(URI uri, String authorization) {
        this.server = new MlflowServer(uri, authorization);
    }

    @Override
    public Optional<RegisteredModel> find(Registered reference, Path downloads)
            throws IOException, InterruptedException {
        Optional<JsonNode> version = reference.alias() == null ? version(reference) : aliased(reference);
        return version.isEmpty() ? Optional.empty() : Optional.of(describe(version.get(), downloads));
    }

    private Optional<JsonNode> version(Registered reference) throws IOException, InterruptedException {
        MlflowServer.Answer answer = server.get(
                "/api/2.0/mlflow/model-versions/get", "name", reference.name(), "version", reference.version());
        return Optional.of(answer.required().path("model_version"));
    }

    /** Servers answer 404 for a name they do not know and 400 for an alias that points at nothing. */
    private Optional<JsonNode> aliased(Registered reference) throws IOException, InterruptedException {
        MlflowServer.Answer answer = server.get(
                "/api/2.0/mlflow/registered-models/alias", "name", reference.name(), "alias", reference.alias());
        boolean nothing = answer.error().equals("RESOURCE_DOES_NOT_EXIST")
                || answer.error().equals("INVALID_PARAMETER_VALUE")
                        && answer.message().contains("alias")
                        && answer.message().contains("not found");
        return nothing ? Optional.empty() : Optional.of(answer.required().path("model_version"));
    }

    private RegisteredModel describe(JsonNode version, Path downloads) throws IOException, InterruptedException {
        String name = version.path("name").asText();
        String number = version.path("version").asText();
        String run = version.path("run_id").asText("");
        if (run.isEmpty()) {
            throw new IOException("version " + number + " of '" + name + "' on " + server
                    + " was made by no run, so nothing tells its metrics: log the model in a run");
        }
        JsonNode data = server.get("/api/2.0/mlflow/runs/get", "run_id", run)
                .required()
                .path("run")
                .path("data");
        return new RegisteredModel(
                name, number, digest(version), metrics(data), predictions(run, downloads).orElse(null));
    }

    private static Map<String, Double> metrics(JsonNode data) {
        Map<String, Double> metrics = new HashMap<>();
        data.path("metrics").forEach(metric -> metrics.put(metric.path("key").asText(), number(metric.path("value"))));
        return metrics;
    }

    /** Protocol buffers write what is not finite as text. */
    private static double number(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }

    private static String digest(JsonNode version) {
        for (JsonNode tag : version.path("tags")) {
            String value = tag.path("value").asText();
            if (tag.path("key").asText().equals(DIGEST) && value.matches("sha256:[0-9a-f]{64}")) {
                return value;
            }
        }
        return null;
    }

    private Optional<Path> predictions(String run, Path downloads) throws IOException, InterruptedException {
        JsonNode artifacts =
                server.get("/api/2.0/mlflow/artifacts/list", "run_id", run).required();
        for (JsonNode file : artifacts.path("files")) {
            String path = file.path("path").asText();
            if (PREDICTIONS.contains(path)) {
                Path to = Files.createDirectories(downloads).resolve(path);
                server.download(to, "/get-artifact", "path", path, "run_uuid", run);
                return Optional.of(to);
            }
        }
        return Optional.empty();
    }
}
