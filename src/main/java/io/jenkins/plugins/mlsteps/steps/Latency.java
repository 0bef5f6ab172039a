package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SignatureFile;
import io.jenkins.plugins.mlsteps.serve.ModelServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How long the embedded server takes to answer one row, one request after the other, on the machine that judges: {@code latency_p50_ms},
 * {@code latency_p95_ms} and {@code latency_p99_ms}, each with the ends of its 95 % interval, {@code …_low} and {@code …_high}, from
 * order statistics (Conover 1999, "Practical Nonparametric Statistics", 3.2).
 */
final class Latency {
    private static final int WARM_UP = 500;
    private static final int REQUESTS = 2000;
    private static final Duration START = Duration.ofSeconds(60);
    private static final double CONFIDENCE = 0.95;
    private static final String NAME = "latency";
    private static final String PREFIX = NAME + "_p";

    private final OwnJava java;
    private final Path model;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Latency(OwnJava java, Path model) {
        this.java = java;
        this.model = model;
    }

    /** Whether a rule asks for it: measuring takes seconds. */
    static boolean isNamed(List<String> rules) {
        return rules.stream().anyMatch(rule -> rule.contains(PREFIX));
    }

    static boolean isName(String metric) {
        return metric.startsWith(PREFIX);
    }

    /** @throws IOException when the model has no signature to make a row of, or cannot be served */
    static Map<String, Double> of(OwnJava java, Path model) throws IOException, InterruptedException {
        return new Latency(java, model).measure();
    }

    private Map<String, Double> measure() throws IOException, InterruptedException {
        HttpRequest.BodyPublisher row = row();
        Path scratch = Files.createTempDirectory("latency");
        ProcessBuilder builder = new ProcessBuilder(java.command(
                        ModelServer.class.getName(),
                        List.of("-Xmx1g"),
                        List.of(model.toAbsolutePath().toString(), "--name", NAME, "--state", scratch.resolve("state").toString())))
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("log").toFile());
        builder.environment().putAll(java.environment());
        Process server = builder.start();
        try {
            return percentiles(request(url(server, scratch), row));
        } finally {
            server.destroy();
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
            FileTree.remove(scratch);
        }
    }

    private HttpRequest.BodyPublisher row() throws IOException {
        Path file = model.resolve(SignatureFile.NAME);
        if (!Files.exists(file)) {
            throw new IOException("the model has no " + SignatureFile.NAME + " that gives an example row");
        }
        Map<String, Object> row = new LinkedHashMap<>();
        Json.read(file, SignatureFile.class).signature().inputs().forEach(column -> row.put(column.name(), column.example()));
        return HttpRequest.BodyPublishers.ofString(Json.line(Map.of("rows", List.of(row))));
    }

    private static String url(Process server, Path scratch) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.exists(scratch.resolve("state"))) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the model cannot be served: " + Files.readString(scratch.resolve("log")).strip());
            }
            Thread.sleep(20);
        }
        return Json.tree(scratch.resolve("state")).path("url").asText();
    }

    /** Milliseconds of each request after the warm-up, sorted. */
    private double[] request(String url, HttpRequest.BodyPublisher row) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/models/" + NAME + "/predict"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(row)
                .build();
        double[] milliseconds = new double[REQUESTS];
        for (int i = -WARM_UP; i < REQUESTS; i++) {
            long start = System.nanoTime();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("the served model answered " + response.statusCode() + ": " + response.body());
            }
            if (i >= 0) {
                milliseconds[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(milliseconds);
        return milliseconds;
    }

    static Map<String, Double> percentiles(double[] sorted) {
        Map<String, Double> metrics = new TreeMap<>();
        double z = new NormalDistribution().inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        for (int percent : new int[] {50, 95, 99}) {
            double p = percent / 100.0;
            double rank = p * sorted.length;
            double error = z * Math.sqrt(sorted.length * p * (1 - p));
            String name = PREFIX + percent + "_ms";
            metrics.put(name, at(sorted, Math.ceil(rank)));
            metrics.put(name + "_low", at(sorted, Math.floor(rank - error)));
            metrics.put(name + "_high", at(sorted, Math.ceil(rank + error) + 1));
        }
        return metrics;
    }

    /** @param rank from 1 */
    private static double at(double[] sorted, double rank) {
        return sorted[(int) Math.max(1, Math.min(sorted.length, rank)) - 1];
    }
}
