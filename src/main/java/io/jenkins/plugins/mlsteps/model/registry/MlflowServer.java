package io.jenkins.plugins.mlsteps.model.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Requests to an MLflow tracking server. Redirects are not followed: the credentials are for this server alone. */
final class MlflowServer {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration DOWNLOAD = Duration.ofMinutes(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI uri;
    private final String authorization;

    /** @param authorization value of the header; null for none */
    MlflowServer(URI uri, String authorization) {
        this.uri = uri;
        this.authorization = authorization;
    }

    /**
     * What the server said.
     *
     * @param what the request, for people
     * @param error MLflow's error code; empty when it is none
     * @param message of the error; empty when it is none
     */
    record Answer(String what, int status, JsonNode content, String error, String message) {
        /** @throws IOException unless the request succeeded */
        JsonNode required() throws IOException {
            if (status != 200) {
                throw new IOException(what + " answered " + status + (error.isEmpty() ? "" : " " + error + ": " + message)
                        + hint());
            }
            return content;
        }

        private String hint() {
            return status == 401 || status == 403
                    ? "; give the registry a credential in the configuration, or set MLFLOW_TRACKING_TOKEN"
                    : "";
        }
    }

    /** @param query names and values in turn */
    Answer get(String path, String... query) throws IOException, InterruptedException {
        HttpResponse<String> response =
                send(path, query, ANSWER, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        JsonNode content = content(response.body());
        if (response.statusCode() == 200 && !content.isObject()) {
            throw new IOException(what(path) + " answered no JSON object: is this an MLflow tracking server?");
        }
        return new Answer(
                what(path),
                response.statusCode(),
                content,
                content.path("error_code").asText(""),
                content.path("message").asText(""));
    }

    /** Writes what the server sends into a file, whole or not at all. */
    void download(Path to, String path, String... query) throws IOException, InterruptedException {
        Path partial = to.resolveSibling(to.getFileName() + ".part");
        try {
            HttpResponse<Path> response = send(path, query, DOWNLOAD, HttpResponse.BodyHandlers.ofFile(partial));
            if (response.statusCode() != 200) {
                throw new IOException(what(path) + " answered " + response.statusCode() + " for " + to.getFileName());
            }
            Files.move(partial, to, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private <T> HttpResponse<T> send(String path, String[] query, Duration limit, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri + path + text(query))).timeout(limit);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new IOException("the model registry " + uri + " cannot be asked: " + e, e);
        }
    }

    private static String text(String[] query) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < query.length; i += 2) {
            text.append(i == 0 ? '?' : '&')
                    .append(query[i])
                    .append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static JsonNode content(String body) {
        try {
            return Json.parse(body, JsonNode.class);
        } catch (IOException e) {
            return Json.mapper().missingNode(); // an error page, which the status tells better
        }
    }

    private String what(String path) {
        return "the model registry " + uri + path;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
