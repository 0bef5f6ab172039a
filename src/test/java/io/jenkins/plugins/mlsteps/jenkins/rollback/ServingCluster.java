package io.jenkins.plugins.mlsteps.jenkins.rollback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** An API server that keeps what is applied to it, and whose Deployments have rolled out at once. */
final class ServingCluster implements AutoCloseable {
    private final Map<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
    private final HttpServer server;

    ServingCluster() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    HttpServer server() {
        return server;
    }

    ObjectNode object(String kind, String name) {
        return objects.values().stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange; InputStream body = exchange.getRequestBody()) {
            switch (exchange.getRequestMethod()) {
                case "PATCH" -> send(exchange, 200, applied(path, (ObjectNode) Json.mapper().readTree(body)));
                case "DELETE" -> send(exchange, 200, found(objects.remove(path)));
                default -> {
                    JsonNode found = objects.containsKey(path) ? objects.get(path) : list(path);
                    send(exchange, found == null ? 404 : 200, found(found));
                }
            }
        }
    }

    private ObjectNode applied(String path, ObjectNode object) {
        ObjectNode before = objects.put(path, object);
        long generation = before == null ? 1 : before.path("metadata").path("generation").asLong() + 1;
        ObjectNode metadata = object.withObject("metadata");
        metadata.put("generation", generation).put("uid", path);
        if (object.path("kind").asText().equals("Deployment")) {
            object.putObject("status")
                    .put("observedGeneration", generation)
                    .put("replicas", 1)
                    .put("updatedReplicas", 1)
                    .put("availableReplicas", 1);
        }
        return object;
    }

    /** What lies below a collection; null when the path names an object that is not there. */
    private ObjectNode list(String path) {
        if (!path.substring(path.lastIndexOf('/') + 1).matches("configmaps|pods|replicasets|services|deployments")) {
            return null;
        }
        ObjectNode list = Json.mapper().createObjectNode().put("apiVersion", "v1").put("kind", "List");
        list.putArray("items").addAll(objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(path + "/"))
                .map(Map.Entry::getValue)
                .toList());
        return list;
    }

    private static JsonNode found(JsonNode object) {
        return object != null
                ? object
                : Json.mapper().createObjectNode().put("kind", "Status").put("status", "Failure").put("code", 404);
    }

    private static void send(HttpExchange exchange, int code, JsonNode body) throws IOException {
        byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, json.length);
        exchange.getResponseBody().write(json);
    }
}
