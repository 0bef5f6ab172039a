package io.jenkins.plugins.mlsteps.cluster;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The API server as a host sees it whose clock does not agree with the cluster's: passes everything on to the real one, and shifts
 * the times in what comes back, on watches too.
 */
public final class SkewedServer implements AutoCloseable {
    private static final Pattern TIME = Pattern.compile("(?<=\")\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z(?=\")");
    private static final List<String> EXEC = List.of("v5.channel.k8s.io", "v4.channel.k8s.io");
    private static final Set<String> OF_ONE_CONNECTION = Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade");
    private static final int LARGEST_MESSAGE = 1 << 24;

    private final Vertx vertx = Vertx.vertx();
    private final Duration ahead;
    private final int realPort;
    private final HttpClient client;
    private final HttpServer server;

    /** @param ahead how much later it is there; negative for earlier */
    SkewedServer(int realPort, Duration ahead) throws IOException, InterruptedException {
        this.realPort = realPort;
        this.ahead = ahead;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setMaxPoolSize(50)
                .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
                .setMaxWebSocketMessageSize(LARGEST_MESSAGE));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
                        .setMaxWebSocketMessageSize(LARGEST_MESSAGE)
                        .setWebSocketSubProtocols(EXEC))
                .requestHandler(this::pass)
                .webSocketHandler(this::pass);
        KubeletServer.done(server.listen(0, "127.0.0.1"));
    }

    int port() {
        return server.actualPort();
    }

    private void pass(HttpServerRequest request) {
        request.body()
                .compose(body -> client.request(new RequestOptions()
                                .setMethod(request.method())
                                .setHost("127.0.0.1")
                                .setPort(realPort)
                                .setURI(request.uri()))
                        .compose(there -> withHeaders(there, request).send(body)))
                .compose(answer -> {
                    request.response().setStatusCode(answer.statusCode());
                    String type = answer.getHeader("Content-Type");
                    if (type != null) {
                        request.response().putHeader("Content-Type", type);
                    }
                    return answer.body();
                })
                .onSuccess(body -> request.response().end(shifted(body.toString())))
                .onFailure(failure -> request.connection().close());
    }

    private static HttpClientRequest withHeaders(HttpClientRequest there, HttpServerRequest request) {
        request.headers().forEach((name, value) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase()) && !name.toLowerCase().startsWith("http2")
                    && !name.equalsIgnoreCase("Accept-Encoding")) {
                there.putHeader(name, value);
            }
        });
        return there;
    }

    private void pass(ServerWebSocket here) {
        here.pause();
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(realPort)
                .setURI(here.uri())
                .putHeader("Authorization", here.headers().get("Authorization"));
        String wanted = here.headers().get("Sec-WebSocket-Protocol");
        if (wanted != null) {
            Arrays.stream(wanted.split(",")).map(String::strip).filter(EXEC::contains).forEach(options::addSubProtocol);
        }
        client.webSocket(options)
                .onSuccess(there -> {
                    join(here, there);
                    here.resume();
                })
                .onFailure(refused -> here.close());
    }

    private void join(ServerWebSocket here, WebSocketBase there) {
        there.textMessageHandler(message -> here.writeTextMessage(shifted(message)));
        there.binaryMessageHandler(message -> here.writeBinaryMessage(message));
        there.closeHandler(closed -> here.close());
        here.textMessageHandler(message -> there.writeTextMessage(message));
        here.binaryMessageHandler((Buffer message) -> there.writeBinaryMessage(message));
        here.closeHandler(closed -> there.close());
    }

    private String shifted(String json) {
        return TIME.matcher(json).replaceAll(this::shifted);
    }

    private String shifted(MatchResult time) {
        return Instant.parse(time.group()).plus(ahead).toString();
    }

    @Override
    public void close() {
        vertx.close();
    }
}
