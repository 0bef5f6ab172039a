package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies on an agent whose files are those of Windows: what is recorded there reads as if it came from anywhere else. */
class WindowsAgentTest {
    @TempDir
    Path home;

    @TempDir
    Path unix;

    @Test
    void theRecordsAreThoseOfAnyOtherAgent() throws Exception {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path there = Files.createDirectories(windows.getPath("C:\\agent\\workspace\\churn"));

            release(there);
            release(unix);

            MlDirectory ml = MlDirectory.in(there);
            assertThat(Json.read(ml.trainRecord("churn"), TrainRecord.class).digest())
                    .isEqualTo(Json.read(MlDirectory.in(unix).trainRecord("churn"), TrainRecord.class).digest());
            assertThat(Files.readString(ml.modelCard("churn"))).contains("\"layers/0/weights.bin\"");
            assertThat(Json.read(ml.verdict("quality"), Verdict.class).passed()).isTrue();
            assertThat(files(ml.root())).isEqualTo(files(unix.resolve("ml"))).allSatisfy(file -> assertThat(
                            Files.readString(ml.root().resolve(file)))
                    .as(file)
                    .doesNotContain("\\\\", "C:"));
        }
    }

    private static List<String> files(Path root) throws Exception {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private void release(Path root) throws Exception {
        TestHost host = new TestHost(root);
        Map<String, Object> training = Map.of("name", "churn", "model", "out/model", "metrics", List.of("logs/**/*.jsonl"));
        TestBodies trains = new TestBodies(root, body -> {
            Path layer = Files.createDirectories(root.resolve("out/model/layers/0"));
            Files.writeString(layer.resolve("weights.bin"), "weights");
            Files.createDirectories(root.resolve("logs/deep"));
            Files.writeString(root.resolve("logs/deep/m.jsonl"), "{\"step\":1,\"auc\":0.91}\n");
            return "loss=0.2\n";
        });
        TestHost.drive(
                () -> new TrainStep(host, Binder.bind(TrainSpec.class, training), true, trains), trains, state -> {});

        Map<String, Object> tuning = Map.of(
                "name", "lr", "objective", "score", "direction", "maximize", "trials", 4,
                "space", List.of(Map.of("type", "uniform", "name", "x", "min", 0, "max", 1)));
        TestBodies trials = new TestBodies(root, body -> "score=" + body.environment().get("ML_PARAM_X") + "\n");
        TestHost.drive(() -> new TuneStep(host, Binder.bind(TuneSpec.class, tuning), true, trials), trials, state -> {});

        Files.writeString(root.resolve("predictions.csv"), "label,prediction,score\n1,1,0.9\n0,0,0.1\n1,1,0.8\n0,0,0.2\n");
        Map<String, Object> gate = Map.of(
                "name", "quality", "model", "churn", "rules", List.of("auc >= 0.9", "accuracy >= 0.9"), "predictions", "predictions.csv");
        TestHost.drive(new GateStep(host, Binder.bind(GateSpec.class, gate), KeyDirectory.in(home)));
    }
}
