package io.jenkins.plugins.mlsteps.serve;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Serves one ONNX model over HTTP: the Open Inference Protocol V2 in its REST form under {@code /v2}, rows of named columns
 * under {@code /v1/models/<name>/predict}, Prometheus metrics under {@code /metrics}.
 */
public final class ModelServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int MOST_CONNECTIONS = 256;
    private static final int TOKEN_BYTES = 32;
    private static final int SECONDS_TO_FINISH = 5;

    static {
        // The JDK's server otherwise waits for delayed acknowledgements: 40 ms on every kept connection.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Kept connections beyond this number are closed when they fall idle, under the client's next request.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
    }

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpServer http;
    private final Router router;
    private final LiveModel live;
    private final ExecutorService workers;
    private final ServerState state;

    private ModelServer(HttpServer http, Router router, LiveModel live, ExecutorService workers, ServerState state) {
        this.http = http;
        this.router = router;
        this.live = live;
        this.workers = workers;
        this.state = state;
    }

    /**
     * Arguments: {@value ServerOptions#USAGE}. Runs until the process is told to stop; ends with status 1 and a sentence on standard
     * error when it cannot serve.
     */
    public static void main(String[] arguments) {
        try {
            serve(ServerOptions.parse(List.of(arguments)));
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(e instanceof IOException failure ? IoFailure.sentence(failure) : e.getMessage());
            System.exit(1);
        }
    }

    private static void serve(ServerOptions options) throws IOException {
        ModelServer server = start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        System.out.println("revision '" + server.state.revision() + "' of model '" + server.state.name() + "' at "
                + server.url());
    }

    /**
     * Loads the model, asks it a smoke request, and then listens.
     *
     * @throws IOException when the model is not healthy or the port is taken
     */
    public static ModelServer start(ServerOptions options) throws IOException {
        ServedModel model = ServedModel.load(options.directory(), options.name(), options.revision(), options.threads());
        try {
            SmokeTest.check(model);
            return listen(options, new LiveModel(model));
        } catch (IOException | RuntimeException e) {
            model.release();
            throw e;
        }
    }

    private static ModelServer listen(ServerOptions options, LiveModel live) throws IOException {
        HttpServer http = bind(options.host(), options.port());
        ExecutorService workers = workers();
        ServerState state = state(options, http.getAddress());
        Repository repository = new Repository(live, options.threads(), workers, revision -> {
            if (options.state() != null) {
                state.withRevision(revision).write(options.state());
            }
        });
        Router router = new Router(live, repository, state.token(), options.maxBytes());
        http.createContext("/", router);
        http.setExecutor(workers);
        http.start();
        if (options.state() != null) {
            state.write(options.state());
        }
        return new ModelServer(http, router, live, workers, state);
    }

    private static HttpServer bind(String host, int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
        } catch (BindException e) {
            throw new IOException("port " + port + " of " + host + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** As many threads as there are requests under way, up to a limit; more wait in their connections. */
    private static ExecutorService workers() {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                8, MOST_CONNECTIONS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), Executors.defaultThreadFactory());
        workers.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
        return workers;
    }

    private static ServerState state(ServerOptions options, InetSocketAddress address) {
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        ProcessHandle process = ProcessHandle.current();
        String host = address.getAddress().isAnyLocalAddress() ? "localhost" : options.host();
        return new ServerState(
                process.pid(),
                process.info().startInstant().orElseGet(Instant::now),
                options.name(),
                options.revision(),
                address.getPort(),
                "http://" + host + ":" + address.getPort(),
                HexFormat.of().formatHex(token));
    }

    public int port() {
        return state.port();
    }

    public String url() {
        return state.url();
    }

    /** What callers of the repository have to send. */
    String token() {
        return state.token();
    }

    /** Lets the requests under way finish for a few seconds, and frees the model. */
    @Override
    public void close() {
        try {
            router.awaitIdle(SECONDS_TO_FINISH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            http.stop(0);
            workers.shutdown();
            live.close();
        }
    }
}
