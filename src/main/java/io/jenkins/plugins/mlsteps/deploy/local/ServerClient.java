package io.jenkins.plugins.mlsteps.deploy.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SignatureFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Talks to a running model server. */
record ServerClient(ServerProcess server) {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A revision as the server knows it: READY answers requests, LOADING and UNAVAILABLE do not. */
    record Known(String version, String state, String reason) {}

    List<Known> index() throws IOException, InterruptedException {
        List<Known> index = new ArrayList<>();
        for (JsonNode entry : post("/v2/repository/index", Map.of())) {
            index.add(new Known(
                    entry.path("version").asText(),
                    entry.path("state").asText(),
                    entry.path("reason").asText()));
        }
        return index;
    }

    /** The revision that answers. */
    String serving() throws IOException, InterruptedException {
        return index().get(0).version();
    }

    /** Asks the server to replace its revision; returns when it began, or with {@code wait} when it is done. */
    void load(String revision, Path directory, boolean wait) throws IOException, InterruptedException {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("directory", directory.toAbsolutePath().toString());
        parameters.put("revision", revision);
        parameters.put("background", !wait);
        post("/v2/repository/models/" + server.name() + "/load", Map.of("parameters", parameters));
    }

    /** Asks the server not to switch to a revision that it may be loading. */
    void giveUp(String revision) throws IOException, InterruptedException {
        post(
                "/v2/repository/models/" + server.name() + "/unload",
                Map.of("parameters", Map.of("revision", revision)));
    }

    /**
     * Asks for a prediction as any client would, with the example row of the model's signature; a model without one is asked
     * for its metadata.
     *
     * @return what is wrong; empty when the answer came from the revision expected
     */
    Optional<String> smoke(Path model, String revision) throws InterruptedException {
        try {
            Path signature = model.resolve(SignatureFile.NAME);
            String answered = Files.exists(signature)
                    ? post("/v1/models/" + server.name() + "/predict", Map.of("rows", List.of(exampleRow(signature))))
                            .path("revision")
                            .asText()
                    : send(HttpRequest.newBuilder(uri("/v2/models/" + server.name())).GET())
                            .at("/versions/0")
                            .asText();
            return answered.equals(revision)
                    ? Optional.empty()
                    : Optional.of("the smoke request was answered by revision '" + answered + "'");
        } catch (IOException e) {
            return Optional.of("the smoke request failed: " + IoFailure.sentence(e));
        }
    }

    private static Map<String, Object> exampleRow(Path signature) throws IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        Json.read(signature, SignatureFile.class)
                .signature()
                .inputs()
                .forEach(column -> row.put(column.name(), column.example()));
        return row;
    }

    private JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + server.token())
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body))));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = HTTP.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(
                    "the server of endpoint '" + server.name() + "' (process " + server.pid() + ") does not answer at "
                            + server.url() + ": " + IoFailure.sentence(e) + "; stop it with 'mlsteps endpoint stop " + server.name()
                            + "' and deploy again",
                    e);
        }
        JsonNode answer = Json.mapper().readTree(response.body());
        if (response.statusCode() >= 400) {
            throw new IOException(answer.path("error").asText("status " + response.statusCode()));
        }
        return answer;
    }

    private URI uri(String path) {
        return URI.create(server.url() + path);
    }
}
