package io.jenkins.plugins.mlsteps.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The models of src/test/resources/serve (made by make_models.py there) and a client for them. */
public final class ServeFixtures {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServeFixtures() {}

    /** The answer of a server. */
    record Reply(int status, String text) {
        JsonNode json() {
            try {
                return Json.mapper().readTree(text);
            } catch (IOException e) {
                throw new IllegalStateException(text + " is not JSON", e);
            }
        }

        String error() {
            return json().path("error").asText();
        }
    }

    public static Path model(String name) {
        return Path.of(System.getProperty("mlsteps.root"), "src/test/resources/serve", name)
                .toAbsolutePath()
                .normalize();
    }

    static Reply get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    static Reply post(String url, String body) {
        return send(HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    static Reply postAs(String token, String url, String body) {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The example row of a model's signature as a request of the row form. */
    public static String exampleRows(String model) {
        return "{\"rows\":[{" + columns(model).collect(Collectors.joining(",")) + "}]}";
    }

    private static java.util.stream.Stream<String> columns(String model) {
        return StreamSupport.stream(signature(model).at("/signature/inputs").spliterator(), false)
                .map(field -> "\"" + field.get("name").asText() + "\":" + field.get("example"));
    }

    /** The example row of the breast-cancer model as a request of the Open Inference Protocol. */
    public static String exampleTensor() {
        String data = StreamSupport.stream(
                        signature("breast-cancer").at("/signature/inputs").spliterator(), false)
                .map(field -> field.get("example").toString())
                .collect(Collectors.joining(","));
        return "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,30],\"datatype\":\"FP32\",\"data\":[" + data + "]}]}";
    }

    private static JsonNode signature(String model) {
        try {
            return Json.mapper().readTree(Files.readString(model(model).resolve("signature.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
