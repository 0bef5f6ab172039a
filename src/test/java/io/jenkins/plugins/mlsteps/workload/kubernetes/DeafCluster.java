package io.jenkins.plugins.mlsteps.workload.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster whose first watches tell nothing of what happens, and end with 410 when asked to. The watches after them are as usual. */
final class DeafCluster extends InterceptedCluster {
    private final Silence silence;

    DeafCluster(Config config) throws IOException {
        this(config, new Silence());
    }

    private DeafCluster(Config config, Silence silence) {
        super(new ConfigBuilder(config).withOnlyHttpWatches(true).build(), silence);
        this.silence = silence;
    }

    /** Watches that wait for news. */
    int listening() {
        return silence.listening.get();
    }

    /** The server has forgotten where the watches began. */
    void expire() {
        silence.expired.countDown();
    }

    @Override
    public void close() {
        expire();
        super.close();
        silence.server.stop(0);
        silence.threads.shutdownNow();
    }

    private static final class Silence implements Interceptor {
        private static final byte[] GONE = ("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\","
                        + "\"message\":\"too old resource version: 1 (9)\",\"reason\":\"Expired\",\"code\":410}}\n")
                .getBytes(StandardCharsets.UTF_8);

        private final CountDownLatch expired = new CountDownLatch(1);
        private final AtomicInteger listening = new AtomicInteger();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;

        private Silence() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
        }

        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            String query = request.uri().getQuery();
            if (query != null && query.contains("watch=true") && expired.getCount() > 0) {
                builder.uri(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + request.uri().getPath()));
            }
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().flush();
                listening.incrementAndGet();
                expired.await();
                exchange.getResponseBody().write(GONE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
