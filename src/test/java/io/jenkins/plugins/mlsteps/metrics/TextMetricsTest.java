package io.jenkins.plugins.mlsteps.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextMetricsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void readsAssignmentsAndTheStepTheyBelongTo() {
        assertThat(read("epoch=3 loss=0.12 val_auc=0.93\n"))
                .containsExactly(point(3L, "loss", 0.12), point(3L, "val_auc", 0.93));
    }

    @Test
    void aFoldIsAStepWhereNothingFinerIs() {
        assertThat(read("fold=2 auc=0.9\nfold=2 epoch=3 loss=0.5\n")).containsExactly(point(2L, "auc", 0.9), point(3L, "loss", 0.5));
    }

    @Test
    void readsWhatKatibReads() {
        assertThat(read("Validation-accuracy = .97\nloss=-1.5E-3\nbits|a=+2.\n"))
                .containsExactly(
                        point(null, "Validation-accuracy", 0.97), point(null, "loss", -0.0015), point(null, "bits|a", 2));
    }

    @Test
    void readsAJsonObjectALineAndJoinsNestedNames() {
        assertThat(read("{\"step\": 4, \"val\": {\"auc\": 0.9}, \"loss\": \"nan\"}\n"))
                .containsExactly(point(4L, "val.auc", 0.9), point(4L, "loss", Double.NaN));
    }

    @Test
    void keepsWhatIsNotFinite() {
        assertThat(read("loss=nan grad=-inf\n"))
                .containsExactly(point(null, "loss", Double.NaN), point(null, "grad", Double.NEGATIVE_INFINITY));
    }

    @Test
    void readsTheSameInWhateverPiecesItComes() {
        String text = "epoch=1 loss=0.5\r\nnoise\n{\"auc\":0.7}\nepoch=2 loss=0.25";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            List<MetricPoint> points = new ArrayList<>();
            TextMetrics metrics = new TextMetrics(Clock.fixed(NOW, ZoneOffset.UTC), points::add);
            for (int i = 0; i < bytes.length; i += size) {
                metrics.feed(bytes, i, Math.min(size, bytes.length - i));
            }
            metrics.finish();
            assertThat(points).as("pieces of %d", size).isEqualTo(read(text));
        }
        assertThat(read(text)).hasSize(3);
    }

    @Test
    void passesOverWhatIsNoMetric() {
        assertThat(read("url=http://x/?a=b\nversion=1.2.3\nname=churn\n= 3\n{not json\npath=/data/7\n"))
                .isEmpty();
    }

    @Test
    void takesNoPartOfANumberWithCommasForAMetric() {
        assertThat(read("epoch=3 loss=0,12 val_auc=0,93 rows=1,234,567 time=2,5s auc=0.7\n"))
                .containsExactly(point(3L, "auc", 0.7));
        assertThat(read("a=1,b=2, c=3, 4\n"))
                .containsExactly(point(null, "a", 1), point(null, "b", 2), point(null, "c", 3));
    }

    @Test
    void takesNoPercentAndNoFractionForAMetric() {
        assertThat(read("acc=50% f1=60 % hits=17/20 found=17 / 20 date=2024/01/31 auc=0.7\n"))
                .containsExactly(point(null, "auc", 0.7));
        assertThat(read("rate=120MB/s lat=3ms/step loss=0.5 90%|###| 9/10 best=0.9 /tmp/model\n"))
                .containsExactly(point(null, "rate", 120), point(null, "lat", 3), point(null, "loss", 0.5),
                        point(null, "best", 0.9));
    }

    @Test
    void readsAStepThatIsToldWithTheTotal() {
        assertThat(read("epoch=3/10 loss=0.5\nepoch=40% loss=0.4\n"))
                .containsExactly(point(3L, "loss", 0.5), point(null, "loss", 0.4));
    }

    @Test
    void passesOverWhatAShellSaysThatItRuns() {
        assertThat(read("+ python train.py model.lr=0.1 auc=0.99\n++ THRESHOLD=0.5\nauc=0.7\n+1 loss=0.2\n"))
                .containsExactly(point(null, "auc", 0.7), point(null, "loss", 0.2));
        assertThat(read("\r\nC:\\agent\\my jobs\\churn>python train.py --lr=0.1 \r\nauc=0.7\r\nC:\\data loss=0.2\r\n"))
                .containsExactly(point(null, "auc", 0.7), point(null, "loss", 0.2));
    }

    @Test
    void dropsLinesAboveAMebibyteAndGoesOn() {
        assertThat(read("x=1" + " ".repeat(1 << 20) + "y=2\nz=3\n")).containsExactly(point(null, "z", 3));
    }

    private static MetricPoint point(Long step, String name, double value) {
        return new MetricPoint(NOW, step, name, value);
    }

    private static List<MetricPoint> read(String text) {
        List<MetricPoint> points = new ArrayList<>();
        TextMetrics metrics = new TextMetrics(Clock.fixed(NOW, ZoneOffset.UTC), points::add);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        metrics.feed(bytes, 0, bytes.length);
        metrics.finish();
        return points;
    }
}
