package io.jenkins.plugins.mlsteps.workload.kubernetes;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A cluster that answers some requests with 429, 500 or 503, or as a test wants. */
public final class FlakyCluster extends InterceptedCluster {
    private static final int ONE_IN = 10;
    private static final int[] FOR_THE_MOMENT = {429, 500, 503};

    private final Refusal refusal;

    /** @param refused chooses the requests */
    public FlakyCluster(Config config, Predicate<HttpRequest> refused) throws IOException {
        this(config, new Refusal(refused, FOR_THE_MOMENT));
    }

    private FlakyCluster(Config config, Refusal refusal) {
        super(config, refusal);
        this.refusal = refusal;
    }

    /** One that gives always the same answer. */
    public static FlakyCluster answering(int status, Config config, Predicate<HttpRequest> refused) throws IOException {
        return new FlakyCluster(config, new Refusal(refused, status));
    }

    /** One that refuses a tenth of all requests. */
    static FlakyCluster everyTenth(Config config) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        return new FlakyCluster(config, request -> requests.incrementAndGet() % ONE_IN == 0);
    }

    public int refused() {
        return refusal.refused.get();
    }

    @Override
    public void close() {
        super.close();
        refusal.server.stop(0);
    }

    private static final class Refusal implements Interceptor {
        private final AtomicInteger refused = new AtomicInteger();
        private final Predicate<HttpRequest> isRefused;
        private final HttpServer server;

        private Refusal(Predicate<HttpRequest> isRefused, int... answers) throws IOException {
            this.isRefused = isRefused;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(answers[refused.getAndIncrement() % answers.length], -1);
                exchange.close();
            });
            server.start();
        }

        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (isRefused.test(request)) {
                builder.uri(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + request.uri().getPath()));
            }
        }
    }
}
