package io.jenkins.plugins.mlsteps.model.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTTP server that answers as the REST API 2.0 of an MLflow 3 tracking server does, with one registered model {@code churn}: its
 * version 3, made by the run {@code run-3}, is the champion.
 */
public final class TrackingServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> authorizations = new ArrayList<>();
    private String required;

    public TrackingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String version = "{\"name\":\"churn\",\"version\":\"3\",\"run_id\":\"run-3\",\"source\":\"models:/m-1\",\"status\":\"READY\","
                + "\"tags\":[{\"key\":\"mlsteps.digest\",\"value\":\"sha256:" + "cd".repeat(32) + "\"}],\"aliases\":[\"champion\"]}";
        answer("/api/2.0/mlflow/registered-models/alias?name=churn&alias=champion", "{\"model_version\":" + version + "}");
        answer("/api/2.0/mlflow/model-versions/get?name=churn&version=3", "{\"model_version\":" + version + "}");
        answer(
                "/api/2.0/mlflow/runs/get?run_id=run-3",
                "{\"run\":{\"info\":{\"run_id\":\"run-3\"},\"data\":{\"metrics\":["
                        + "{\"key\":\"auc\",\"value\":0.9,\"timestamp\":1,\"step\":0},"
                        + "{\"key\":\"drift\",\"value\":\"NaN\",\"timestamp\":1,\"step\":0}]}}}");
        answer("/api/2.0/mlflow/artifacts/list?run_id=run-3", "{\"root_uri\":\"mlflow-artifacts:/1/run-3/artifacts\"}");
    }

    /** Lets the server give this content to a request of exactly this path and query. */
    public void answer(String request, String content) {
        answers.put(request, content);
    }

    /** Adds an artifact to the run of version 3. */
    public void artifact(String path, String content) {
        answer(
                "/api/2.0/mlflow/artifacts/list?run_id=run-3",
                "{\"root_uri\":\"mlflow-artifacts:/1/run-3/artifacts\",\"files\":[{\"path\":\"model\",\"is_dir\":true},{\"path\":\"" + path
                        + "\",\"is_dir\":false,\"file_size\":" + content.length() + "}]}");
        answer("/get-artifact?path=" + path + "&run_uuid=run-3", content);
    }

    /** From now on, requests without this header are refused. */
    public void require(String authorization) {
        required = authorization;
    }

    /** The header of every request, in turn; {@code "null"} where there was none. */
    public List<String> authorizations() {
        return authorizations;
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestURI().toString();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(String.valueOf(authorization));
        if (required != null && !required.equals(authorization)) {
            send(exchange, 401, "You are not authenticated.");
        } else if (answers.containsKey(request)) {
            send(exchange, 200, answers.get(request));
        } else if (request.contains("/registered-models/alias?name=churn&")) {
            send(exchange, 400, error("INVALID_PARAMETER_VALUE", "Registered model alias challenger not found."));
        } else if (request.startsWith("/api/2.0/mlflow/")) {
            send(exchange, 404, error("RESOURCE_DOES_NOT_EXIST", "Registered Model with name=other not found"));
        } else {
            send(exchange, 404, "<html>404</html>");
        }
    }

    private static String error(String code, String message) {
        return "{\"error_code\":\"" + code + "\",\"message\":\"" + message + "\"}";
    }

    private static void send(HttpExchange exchange, int status, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
