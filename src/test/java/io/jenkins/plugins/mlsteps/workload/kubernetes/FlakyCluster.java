package io.jenkins.plugins.mlsteps.workload.kubernetes;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster that answers a tenth of all requests with 429, 500 or 503. */
final class FlakyCluster implements Cluster, AutoCloseable {
    private static final int[] ANSWERS = {429, 500, 503};
    private static final int ONE_IN = 10;

    final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer refusing;
    private final KubernetesClient client;

    FlakyCluster(Config config) throws IOException {
        refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(ANSWERS[refused.getAndIncrement() % ANSWERS.length], -1);
            exchange.close();
        });
        refusing.start();
        client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("refuse", new Refusal()))
                .build();
    }

    @Override
    public String identity() {
        return "flaky " + System.identityHashCode(this);
    }

    @Override
    public String defaultNamespace() {
        return "default";
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        refusing.stop(0);
    }

    private final class Refusal implements Interceptor {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (requests.incrementAndGet() % ONE_IN == 0) {
                builder.uri(URI.create("http://127.0.0.1:" + refusing.getAddress().getPort() + request.uri().getPath()));
            }
        }
    }
}
