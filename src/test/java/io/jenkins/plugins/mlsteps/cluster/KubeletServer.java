package io.jenkins.plugins.mlsteps.cluster;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTPS port of a kubelet: logs and exec, which the API server passes on to it. */
final class KubeletServer implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService blocking = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "kubelet-stream");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private final Containers containers;
    private final Set<ServerWebSocket> streams = ConcurrentHashMap.newKeySet();

    /** Where to find a container. */
    interface Containers {
        Optional<? extends ServedContainer> find(String namespace, String pod, String container);
    }

    KubeletServer(Path directory, Containers containers) throws IOException, InterruptedException {
        this.containers = containers;
        Path keys = selfSigned(directory);
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD))
                .setMaxWebSocketFrameSize(1 << 20)
                .setMaxWebSocketMessageSize(1 << 24)
                .setWebSocketSubProtocols(List.of("v5.channel.k8s.io", "v4.channel.k8s.io"));
        server = vertx.createHttpServer(options)
                .requestHandler(this::logs)
                .webSocketHandler(this::exec);
        done(server.listen(0, "127.0.0.1"));
    }

    int port() {
        return server.actualPort();
    }

    private void logs(HttpServerRequest request) {
        String[] path = request.path().split("/");
        HttpServerResponse response = request.response();
        if (path.length < 5 || !path[1].equals("containerLogs")) {
            response.setStatusCode(404).end();
            return;
        }
        boolean previous = "true".equals(request.getParam("previous"));
        Optional<? extends ServedContainer> container = containers.find(path[2], path[3], path[4]);
        ContainerLog log = container.map(run -> run.log(previous)).orElse(null);
        if (log == null) {
            response.setStatusCode(400).end("container \"" + path[4] + "\" in pod \"" + path[3] + "\" is waiting to start");
            return;
        }
        LogRequest wanted = LogRequest.of(request::getParam);
        response.setChunked(true).putHeader("Content-Type", "text/plain");
        blocking.execute(() -> {
            try {
                wanted.serve(log, bytes -> done(response.write(Buffer.buffer(bytes))));
                response.end();
            } catch (IOException | InterruptedException e) {
                request.connection().close();
            }
        });
    }

    private void exec(ServerWebSocket socket) {
        String[] path = socket.path().split("/");
        if (path.length < 5 || !path[1].equals("exec")) {
            socket.reject(404);
            return;
        }
        Optional<? extends ServedContainer> container = containers.find(path[2], path[3], path[4]);
        Map<String, List<String>> query = new QueryStringDecoder(socket.uri()).parameters();
        if (container.isEmpty() || !container.get().isRunning()) {
            socket.reject(404);
            return;
        }
        streams.add(socket);
        new ExecSession(socket, blocking)
                .whenClosed(() -> streams.remove(socket))
                .run(container.get(), query.getOrDefault("command", List.of()), query.containsKey("input"));
    }

    /** Breaks the connections of all commands that run by exec, and returns how many there were. */
    int cutStreams() {
        List<ServerWebSocket> open = List.copyOf(streams);
        open.forEach(socket -> socket.close((short) 1001));
        return open.size();
    }

    /** The result of a future, on a thread that may wait. */
    static <T> T done(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static Path selfSigned(Path directory) throws IOException, InterruptedException {
        Path keys = directory.resolve("kubelet.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", "kubelet", "-keyalg", "EC", "-dname", "CN=kubelet",
                        "-validity", "2", "-storetype", "PKCS12", "-keystore", keys.toString(),
                        "-storepass", PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
        return keys;
    }

    @Override
    public void close() {
        blocking.shutdownNow();
        vertx.close();
    }
}
