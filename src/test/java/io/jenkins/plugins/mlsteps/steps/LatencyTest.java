package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.host.OwnJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyTest {
    @TempDir
    Path model;

    @Test
    void percentilesAreOrderStatistics() {
        Map<String, Double> metrics =
                Latency.percentiles(IntStream.rangeClosed(1, 1000).asDoubleStream().toArray());
        assertThat(metrics)
                .containsEntry("latency_p50_ms", 500.0)
                .containsEntry("latency_p95_ms", 950.0)
                .containsEntry("latency_p99_ms", 990.0)
                .containsEntry("latency_p50_ms_low", 469.0)
                .containsEntry("latency_p50_ms_high", 532.0);
    }

    /** 95 % of the intervals hold the true percentile; at least 181 of 200 do but for one time in 1,000. */
    @Test
    void intervalsHoldTheTruePercentileAsOftenAsTheySay() {
        int held = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[] sorted = DoubleStream.generate(new Random(seed)::nextDouble).limit(2000).sorted().toArray();
            Map<String, Double> metrics = Latency.percentiles(sorted);
            held += metrics.get("latency_p99_ms_low") <= 0.99 && 0.99 <= metrics.get("latency_p99_ms_high") ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(181);
    }

    @Test
    void saysWhyAModelCannotBeMeasured() throws Exception {
        assertThatThrownBy(() -> Latency.of(OwnJava.ofThisProcess(), model)).hasMessageContaining("signature.json");
        Files.writeString(model.resolve("signature.json"), "{\"task\":\"regression\",\"signature\":{\"inputs\":[],\"outputs\":[]}}");
        assertThatThrownBy(() -> Latency.of(OwnJava.ofThisProcess(), model)).hasMessageContaining("cannot be served");
    }
}
