package io.jenkins.plugins.mlsteps.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads a trainer's output on one thread; docs/benchmarks/files.md has what it printed and the command. */
@Tag("benchmark")
class TextMetricsBenchmark {
    private static final int BYTES = 64 << 20;
    private static final int PORTION = 64 << 10;
    private static final int ROUNDS = 9;

    enum Output {
        /** Every line holds metrics. */
        METRICS {
            @Override
            String line(Random random, int number) {
                return String.format(
                        Locale.ROOT,
                        "epoch=%d loss=%.6f val_loss=%.6f val_auc=%.4f lr=%.2e%n",
                        number,
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble() / 1000);
            }
        },
        /** One line in ten holds metrics, the others are a log. */
        LOG {
            @Override
            String line(Random random, int number) {
                return number % 10 == 0
                        ? METRICS.line(random, number)
                        : "2026-03-01 12:00:" + number % 60 + ",123 INFO trainer.data: read shard " + random.nextInt(1000)
                                + " of 1000, 4096 rows, queue 12\n";
            }
        },
        /** One JSON object a line. */
        JSON {
            @Override
            String line(Random random, int number) {
                return String.format(
                        Locale.ROOT,
                        "{\"epoch\": %d, \"loss\": %.6f, \"val_loss\": %.6f, \"val_auc\": %.4f}%n",
                        number,
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble());
            }
        };

        abstract String line(Random random, int number);

        byte[] text() {
            Random random = new Random(1);
            StringBuilder text = new StringBuilder(BYTES + 256);
            for (int number = 0; text.length() < BYTES; number++) {
                text.append(line(random, number));
            }
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rate(Output output) {
        byte[] text = output.text();
        double[] rates = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            LongAdder points = new LongAdder();
            TextMetrics metrics = new TextMetrics(Clock.systemUTC(), point -> points.increment());
            long start = System.nanoTime();
            for (int at = 0; at < text.length; at += PORTION) {
                metrics.feed(text, at, Math.min(PORTION, text.length - at));
            }
            metrics.finish();
            rates[round] = text.length / 1e6 / ((System.nanoTime() - start) / 1e9);
            assertThat(points.sum()).isPositive();
        }
        double[] warm = Arrays.copyOfRange(rates, 2, ROUNDS);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "text metrics, %s: %.0f MB/s median of %d (%.0f … %.0f)%n",
                output,
                warm[warm.length / 2],
                warm.length,
                warm[0],
                warm[warm.length - 1]);
    }
}
