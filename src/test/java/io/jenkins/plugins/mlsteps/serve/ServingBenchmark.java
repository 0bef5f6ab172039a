package io.jenkins.plugins.mlsteps.serve;

import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.exampleRows;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.exampleTensor;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Json;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Single rows of the breast-cancer model as fast as a server in a process of its own answers them; docs/benchmarks/serving.md
 * tells how to run it. {@code -Dbenchmark.model=DIR} measures another directory with a model of the same columns.
 */
@Tag("benchmark")
class ServingBenchmark {
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("benchmark.warmup", 10));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("benchmark.seconds", 20));
    private static final int CONNECTIONS = Integer.getInteger("benchmark.connections", 16);

    @TempDir
    Path directory;

    private Process server;
    private String url;

    @BeforeEach
    void start() throws Exception {
        Path state = directory.resolve("state.json");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                ModelServer.class.getName(),
                System.getProperty("benchmark.model", model("breast-cancer").toString()),
                "--name",
                "cancer",
                "--state",
                state.toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        server = builder.inheritIO().start();
        Instant deadline = Instant.now().plusSeconds(60);
        while (!Files.exists(state)) {
            assertThat(server.isAlive()).as("the server").isTrue();
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        url = Json.tree(state).path("url").asText();
    }

    @AfterEach
    void stop() throws Exception {
        server.destroy();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tensorsOfTheOpenInferenceProtocol() throws Exception {
        measure("/v2/models/cancer/infer", exampleTensor());
    }

    @Test
    void rowsOfNamedColumns() throws Exception {
        measure("/v1/models/cancer/predict", exampleRows("breast-cancer"));
    }

    private void measure(String path, String body) throws Exception {
        LoadGenerator load = new LoadGenerator(URI.create(url + path), body, CONNECTIONS);
        load.run(WARM_UP);

        LoadGenerator.Result result = load.run(MEASURED);

        System.out.println(path + ", " + CONNECTIONS + " connections: " + result);
        assertThat(result.failures()).isZero();
    }
}
