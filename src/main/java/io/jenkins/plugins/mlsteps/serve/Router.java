package io.jenkins.plugins.mlsteps.serve;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Leads each request to what answers it. */
final class Router implements HttpHandler {
    static final String INFER = "infer";
    static final String PREDICT = "predict";

    private static final int MOST_REQUESTS = Integer.MAX_VALUE;

    private final LiveModel live;
    private final Repository repository;
    private final byte[] token;
    private final int maxBytes;
    private final Semaphore idle = new Semaphore(MOST_REQUESTS);
    private final ServerMetrics metrics = new ServerMetrics();

    /** @param token that callers of the repository have to know */
    Router(LiveModel live, Repository repository, String token, int maxBytes) {
        this.live = live;
        this.repository = repository;
        this.token = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.maxBytes = maxBytes;
    }

    /** An answer and the name of the route that gave it. */
    private record Routed(String route, Answer answer) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        idle.acquireUninterruptibly();
        try (exchange) {
            Routed routed = routeOrRefuse(exchange);
            send(exchange, routed.answer());
            metrics.count(routed.route(), routed.answer().status(), System.nanoTime() - start);
        } finally {
            idle.release();
        }
    }

    /** Waits for the requests under way, no longer than {@code seconds}; whether all of them are answered. */
    boolean awaitIdle(long seconds) throws InterruptedException {
        return idle.tryAcquire(MOST_REQUESTS, seconds, TimeUnit.SECONDS);
    }

    private Routed routeOrRefuse(HttpExchange exchange) {
        String[] path = exchange.getRequestURI().getPath().replaceFirst("^/+", "").split("/", -1);
        String route = routeName(path);
        try {
            return new Routed(route, route(exchange, path));
        } catch (Refusal e) {
            return new Routed(route, Answer.error(e.status(), e.getMessage()));
        } catch (JsonProcessingException e) {
            return new Routed(route, Answer.error(400, "the request is not JSON: " + IoFailure.mistake(e)));
        } catch (IOException | OrtException | RuntimeException e) {
            return new Routed(route, Answer.error(500, e.toString()));
        }
    }

    private Answer route(HttpExchange exchange, String[] path) throws IOException, OrtException {
        ServedModel model = live.acquire();
        try {
            return route(exchange, path, model);
        } finally {
            model.release();
        }
    }

    private static String routeName(String[] path) {
        String last = path[path.length - 1];
        return List.of(INFER, PREDICT, "ready", "live", "metrics", "load", "unload", "index").contains(last) ? last : "other";
    }

    private Answer route(HttpExchange exchange, String[] path, ServedModel model)
            throws IOException, OrtException {
        List<String> rest = Arrays.asList(path);
        return switch (path[0]) {
            case "v2" -> v2(exchange, rest.subList(1, rest.size()), model);
            case "v1" -> v1(exchange, rest.subList(1, rest.size()), model);
            case "metrics" -> get(exchange, Answer.text(metrics.text(model.name(), model.revision())));
            case "" -> get(exchange, Answer.json(Metadata.server()));
            default -> throw unknown(exchange);
        };
    }

    private Answer v2(HttpExchange exchange, List<String> path, ServedModel model)
            throws IOException, OrtException {
        if (path.isEmpty() || path.equals(List.of(""))) {
            return get(exchange, Answer.json(Metadata.server()));
        }
        if (path.equals(List.of("health", "live"))) {
            return get(exchange, Answer.json(Map.of("live", true)));
        }
        if (path.equals(List.of("health", "ready"))) {
            return get(exchange, Answer.json(Map.of("ready", true)));
        }
        if (path.get(0).equals("repository")) {
            return repository(exchange, path.subList(1, path.size()), model);
        }
        if (path.get(0).equals("models") && path.size() >= 2) {
            return model(exchange, afterVersion(exchange, path, model), model);
        }
        throw unknown(exchange);
    }

    /** What follows {@code models/<name>[/versions/<version>]}, once name and version are the ones served. */
    private static List<String> afterVersion(HttpExchange exchange, List<String> path, ServedModel model) {
        checkName(path.get(1), model);
        if (path.size() < 3 || !path.get(2).equals("versions")) {
            return path.subList(2, path.size());
        }
        if (path.size() < 4) {
            throw unknown(exchange);
        }
        if (!path.get(3).equals(model.revision())) {
            throw Refusal.notFound("model '" + model.name() + "' has no version '" + path.get(3) + "'; served is '"
                    + model.revision() + "'");
        }
        return path.subList(4, path.size());
    }

    private Answer model(HttpExchange exchange, List<String> rest, ServedModel model)
            throws IOException, OrtException {
        if (rest.isEmpty()) {
            return get(exchange, Answer.json(Metadata.model(model)));
        }
        if (rest.equals(List.of("ready"))) {
            return get(exchange, Answer.json(Map.of("name", model.name(), "ready", true)));
        }
        if (rest.equals(List.of(INFER))) {
            return Answer.json(OpenInference.infer(model, post(exchange)));
        }
        throw unknown(exchange);
    }

    private Answer v1(HttpExchange exchange, List<String> path, ServedModel model)
            throws IOException, OrtException {
        if (path.size() < 2 || !path.get(0).equals("models")) {
            throw unknown(exchange);
        }
        checkName(path.get(1), model);
        if (path.size() == 2) {
            return get(exchange, Answer.json(model.rows()
                    .orElseThrow(() -> Refusal.notFound("model '" + model.name() + "' has no signature"))
                    .signature()));
        }
        if (path.size() == 3 && path.get(2).equals(PREDICT)) {
            return Answer.json(RowAnswer.predict(model, post(exchange)));
        }
        throw unknown(exchange);
    }

    private Answer repository(HttpExchange exchange, List<String> path, ServedModel model) throws IOException {
        checkToken(exchange);
        if (path.equals(List.of("index"))) {
            post(exchange);
            return Answer.json(repository.index());
        }
        if (path.size() == 3 && path.get(0).equals("models")) {
            checkName(path.get(1), model);
            if (path.get(2).equals("load")) {
                return repository.load(model.name(), post(exchange));
            }
            if (path.get(2).equals("unload")) {
                return repository.unload(model.name(), post(exchange));
            }
        }
        throw unknown(exchange);
    }

    private void checkToken(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] bytes = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(bytes, token)
                || !exchange.getRemoteAddress().getAddress().isLoopbackAddress()) {
            throw new Refusal(401, "the repository is for the server's owner: send the token of its state file from"
                    + " the same machine, as 'Authorization: Bearer <token>'");
        }
    }

    private static void checkName(String name, ServedModel model) {
        if (!name.equals(model.name())) {
            throw Refusal.notFound("unknown model '" + name + "'; served is '" + model.name() + "'");
        }
    }

    private static Answer get(HttpExchange exchange, Answer answer) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new Refusal(405, "method " + method + " is not served here, use GET");
        }
        return answer;
    }

    private byte[] post(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            throw new Refusal(405, "method " + exchange.getRequestMethod() + " is not served here, use POST");
        }
        InputStream body = exchange.getRequestBody();
        byte[] bytes = body.readNBytes(maxBytes);
        if (bytes.length == maxBytes && body.read() >= 0) {
            // What is left of the body is not read; the connection cannot serve another request.
            exchange.getResponseHeaders().set("Connection", "close");
            throw new Refusal(413, "the request has more than " + maxBytes + " bytes; send fewer rows at once");
        }
        return bytes;
    }

    private static Refusal unknown(HttpExchange exchange) {
        return Refusal.notFound("nothing is served under " + exchange.getRequestURI().getPath()
                + "; see GET /v2 and https://github.com/kserve/open-inference-protocol");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer.body());
        }
    }
}
