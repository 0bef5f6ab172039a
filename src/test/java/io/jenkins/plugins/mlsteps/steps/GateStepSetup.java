package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKeys;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A workspace with training records, and gates that judge them. */
abstract class GateStepSetup {
    /** Of the model that every training here leaves. */
    static final String DIGEST = "sha256:5d8bc3bb3ce550149cc355f07db475d8479ed42069fad3a274456eb12cc02b32";

    @TempDir
    Path workspace;

    @TempDir
    Path home;

    String file(String name, String content) throws Exception {
        if (!content.equals("nothing")) {
            Files.writeString(workspace.resolve(name), content);
        }
        return name;
    }

    List<String> failed(Map<String, Object> parameters) throws Exception {
        Map<String, Object> recording = new HashMap<>(parameters);
        recording.put("onFail", "record");
        return judge(recording).checks().stream()
                .filter(check -> !check.passed())
                .map(Verdict.Check::reason)
                .toList();
    }

    GateResult judge(Map<String, Object> parameters) throws Exception {
        return judge(new TestHost(workspace), parameters);
    }

    GateResult judge(TestHost host, Map<String, Object> parameters) throws Exception {
        Map<String, Object> all = new HashMap<>(Map.of("name", "quality", "model", "churn"));
        all.putAll(parameters);
        GateStep step = new GateStep(host, Binder.bind(GateSpec.class, all), keys());
        return step.advance(step.initial()).result().orElseThrow();
    }

    Verdict verdict() throws Exception {
        return Json.read(MlDirectory.in(workspace).verdict("quality"), Verdict.class);
    }

    SigningKeys keys() {
        return KeyDirectory.in(home);
    }

    void trained(String name, String status, String metrics) throws Exception {
        Path directory = Files.createDirectories(workspace.resolve("ml/train").resolve(name));
        Files.writeString(Files.createDirectories(directory.resolve("model")).resolve("weights"), "w");
        Files.writeString(
                directory.resolve("record.json"),
                "{\"name\":\"" + name + "\",\"status\":\"" + status + "\",\"start\":\"2026-01-02T03:04:05Z\","
                        + "\"end\":\"2026-01-02T03:05:05Z\",\"digest\":\"" + DIGEST + "\",\"metrics\":" + metrics + "}");
    }
}
