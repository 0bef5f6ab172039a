package io.jenkins.plugins.mlsteps.steps;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricBatchTest {
    @TempDir
    Path directory;

    private Path file;
    private MetricBatch first;

    @BeforeEach
    void addsOnePoint() throws IOException {
        file = directory.resolve("ml/train/churn/metrics.jsonl");
        first = MetricBatch.append(file, 0, journal -> journal.point(loss(0, 0.9)));
    }

    @Test
    void addsTheSamePointsOnceHoweverOftenTheyAreAdded() throws IOException {
        MetricBatch.Source points = journal -> {
            journal.point(loss(1, 0.5));
            journal.point(loss(2, 0.25));
        };

        MetricBatch once = MetricBatch.append(file, first.journal(), points);
        MetricBatch again = MetricBatch.append(file, first.journal(), points);

        assertThat(again).isEqualTo(once);
        assertThat(again.last()).containsOnly(entry("loss", 0.25));
        assertThat(file).content().hasLineCount(3).contains("\"step\":2");
        assertThat(again.journal()).isEqualTo(Files.size(file));
    }

    @Test
    void keepsNoneOfThePointsOfASourceThatFails() {
        assertThatThrownBy(() -> MetricBatch.append(file, first.journal(), journal -> {
                    for (int step = 1; step < 10_000; step++) {
                        journal.point(loss(step, 0.5));
                    }
                    throw new IOException("the second file is damaged");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the second file is damaged");

        assertThat(file).hasSize(first.journal());
    }

    private static MetricPoint loss(long step, double value) {
        return new MetricPoint(Instant.EPOCH, step, "loss", value);
    }
}
