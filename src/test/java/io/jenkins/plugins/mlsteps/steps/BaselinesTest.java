package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.host.ArchivedBuild;
import io.jenkins.plugins.mlsteps.host.Builds;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.model.registry.FileRegistry;
import io.jenkins.plugins.mlsteps.model.registry.TrackingServer;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Registry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gate compares with: registered models and earlier builds; environments are in {@link ReleaseJourneyTest}. */
class BaselinesTest {
    private static final List<String> NOT_WORSE = List.of("auc >= baseline.auc");
    private static final List<Map<String, Object>> NON_INFERIOR =
            List.of(Map.of("type", "nonInferior", "metric", "auc", "margin", 0.05));

    @TempDir
    Path workspace;

    @TempDir
    Path home;

    @Test
    void comparesWithTheChampionOfATrackingServerRowByRow() throws Exception {
        trained(0.94, predictions(0.6));
        try (TrackingServer server = new TrackingServer()) {
            server.artifact("predictions.csv", predictions(0.6));
            server.require("Bearer s3cret");
            TestHost host = registered(new Registry(server.uri(), null, "mlflow")).withSecret("mlflow", "s3cret");

            Verdict verdict = judge(host, "models:/churn@champion");

            assertThat(verdict.checks()).allMatch(Verdict.Check::passed);
            assertThat(verdict.baseline().reference()).isEqualTo("models:/churn@champion (version 3)");
            assertThat(verdict.baseline().digest()).isEqualTo("sha256:" + "cd".repeat(32));
            assertThat(verdict.checks().get(1).statistics().method()).isEqualTo("DeLong, paired");
            assertThat(verdict.inputs()).containsKey("baseline predictions");
        }
    }

    @Test
    void findsTheTrackingServerAsMlflowItselfWould() throws Exception {
        trained(0.94, null);
        try (TrackingServer server = new TrackingServer()) {
            server.require("Basic bWlhOnB3");
            TestHost host = new TestHost(workspace)
                    .withVariable("MLFLOW_TRACKING_URI", server.uri())
                    .withVariable("MLFLOW_TRACKING_USERNAME", "mia")
                    .withVariable("MLFLOW_TRACKING_PASSWORD", "pw");

            assertThat(judgeRules(host, "models:/churn/3").passed()).isTrue();
        }
        TestHost host = new TestHost(workspace).withVariable("MLFLOW_TRACKING_URI", "file:./mlruns");
        assertThat(reason(host, "models:/churn/3")).contains("on a tracking server only");
    }

    @Test
    void comparesWithTheChampionOfADirectory() throws Exception {
        trained(0.96, predictions(0.6));
        FileRegistry registry = new FileRegistry(home.resolve("models"));
        registry.register(MlDirectory.in(workspace), "churn", "churn");
        registry.alias("churn", "champion", "1");
        trained(0.95, predictions(0.6));
        TestHost host = registered(new Registry(registry.root().toString(), null, null));

        Verdict verdict = judge(host, "models:/churn@champion");

        assertThat(verdict.checks()).extracting(Verdict.Check::passed).containsExactly(true, true);
        assertThat(verdict.checks().get(1).statistics().effect()).isZero();
        assertThat(reason(host, "models:/churn/2")).contains("has no version 2");
    }

    @Test
    void anAliasThatPointsAtNothingYetIsAFirstModel() throws Exception {
        trained(0.94, null);
        TestHost host = registered(new Registry(home.toString(), null, null));

        assertThat(reason(host, "models:/churn@champion"))
                .contains("'models:/churn@champion' has no model yet; firstModel: 'fail' lets it fail");
        Map<String, Object> lenient = new HashMap<>(rules("models:/churn@champion"));
        lenient.put("firstModel", "pass");
        assertThat(judge(host, lenient).passed()).isTrue();
    }

    @Test
    void aRegistryThatCannotBeAskedFailsTheGateWhateverIsSaidOfFirstModels() throws Exception {
        trained(0.94, null);
        TrackingServer server = new TrackingServer();
        TestHost host = registered(new Registry(server.uri(), null, null));
        server.close();
        Map<String, Object> lenient = new HashMap<>(rules("models:/churn@champion"));
        lenient.put("firstModel", "pass");

        assertThat(judge(host, lenient).checks().get(0).reason()).contains("cannot be asked");
        TestHost withoutSecret = registered(new Registry("https://mlflow.invalid", null, "mlflow"));
        assertThat(reason(withoutSecret, "models:/churn@champion")).contains("credential 'mlflow'");
    }

    @Test
    void comparesWithAnEarlierBuild() throws Exception {
        trained(0.96, predictions(0.6));
        Map<String, byte[]> artifacts = Map.of(
                "ml/train/churn/record.json", Files.readAllBytes(workspace.resolve("ml/train/churn/record.json")),
                "p.csv", Files.readAllBytes(workspace.resolve("p.csv")));
        trained(0.97, predictions(0.6));
        TestHost host = new TestHost(workspace).with(builds(12, artifacts));

        Verdict verdict = judge(host, "build:lastSuccessfulBuild");

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.baseline().reference()).isEqualTo("build:lastSuccessfulBuild (build 12)");
        assertThat(verdict.baseline().metrics()).containsKey("auc");
        assertThat(verdict.checks().get(1).statistics().method()).isEqualTo("DeLong, paired");
        assertThat(reason(host, "build:11")).contains("there is no build 11 before this one");
        assertThat(reason(new TestHost(workspace).with(builds(12, Map.of())), "build:12"))
                .contains("build 12 archived no ml/train/churn/record.json");
        assertThat(reason(new TestHost(workspace), "build:12")).contains("this host cannot look up earlier builds");
        assertThat(reason(new TestHost(workspace).with(which -> Optional.empty()), "build:lastStableBuild"))
                .contains("has no model yet");
    }

    /** The record of an earlier training names a file where the candidate's is now. */
    @Test
    void theCandidatesPredictionsAreNeverThoseOfItsBaseline() throws Exception {
        trained(0.96, predictions(0.6));
        byte[] record = Files.readAllBytes(workspace.resolve("ml/train/churn/record.json"));
        Files.write(Files.createDirectory(workspace.resolve("kept")).resolve("record.json"), record);
        trained(0.97, predictions(0.1));
        TestHost host = new TestHost(workspace).with(builds(12, Map.of("ml/train/churn/record.json", record)));

        for (String baseline : List.of("kept", "build:12")) {
            Verdict verdict = judge(host, baseline);
            assertThat(verdict.checks()).extracting(Verdict.Check::passed).containsExactly(false, false);
            assertThat(verdict.baseline().metrics()).containsEntry("auc", 0.96);
            assertThat(verdict.inputs()).doesNotContainKey("baseline predictions");
        }
        Files.writeString(workspace.resolve("kept/p.csv"), predictions(0.6));
        assertThat(judge(host, "kept").checks().get(1).statistics().effect()).isNegative();
    }

    /** The pipeline could have written it, or named it in its environment. */
    @Test
    void aRegistryThatNoAdministratorDefinedMeetsNoPolicy() throws Exception {
        trained(0.94, null);
        try (TrackingServer server = new TrackingServer()) {
            TestHost chosen = new TestHost(workspace).withVariable("MLFLOW_TRACKING_URI", server.uri());
            assertThat(judgeRules(chosen, "models:/churn/3").comparedWith()).isNull();
            TestHost defined = registered(new Registry(server.uri(), null, null));
            assertThat(judgeRules(defined, "models:/churn/3").comparedWith()).isEqualTo("models:/churn/3");
        }
    }

    @Test
    void whatIsNoReferenceIsRefusedBeforeAnythingRuns() {
        assertThatThrownBy(() -> bind("models:/churn"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("models:/<name>@<alias>");
        assertThatThrownBy(() -> bind("build:lastSuccesfulBuild"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("did you mean 'lastSuccessfulBuild'?");
    }

    private static GateSpec bind(String baseline) {
        Map<String, Object> parameters = new HashMap<>(rules(baseline));
        parameters.putAll(Map.of("name", "quality", "model", "churn"));
        return Binder.bind(GateSpec.class, parameters);
    }

    private TestHost registered(Registry registry) {
        return new TestHost(workspace).with(new Administration(null, null, null, null, registry));
    }

    private static Builds builds(int number, Map<String, byte[]> artifacts) {
        ArchivedBuild build = new ArchivedBuild() {
            @Override
            public int number() {
                return number;
            }

            @Override
            public Optional<InputStream> open(String path) {
                return Optional.ofNullable(artifacts.get(path)).map(ByteArrayInputStream::new);
            }
        };
        return which -> which.equals(String.valueOf(number)) || which.startsWith("last") ? Optional.of(build) : Optional.empty();
    }

    private String reason(TestHost host, String baseline) throws Exception {
        Verdict verdict = judgeRules(host, baseline);
        assertThat(verdict.passed()).isFalse();
        return verdict.checks().get(0).reason();
    }

    private Verdict judgeRules(TestHost host, String baseline) throws Exception {
        return judge(host, rules(baseline));
    }

    private static Map<String, Object> rules(String baseline) {
        return Map.of("rules", NOT_WORSE, "baseline", baseline);
    }

    private Verdict judge(TestHost host, String baseline) throws Exception {
        return judge(host, Map.of("rules", NOT_WORSE, "baseline", baseline, "tests", NON_INFERIOR));
    }

    private Verdict judge(TestHost host, Map<String, Object> parameters) throws Exception {
        Map<String, Object> all = new HashMap<>(Map.of("name", "quality", "model", "churn", "onFail", "record", "scan", "off"));
        all.putAll(parameters);
        GateStep step = new GateStep(host, Binder.bind(GateSpec.class, all), KeyDirectory.in(home));
        step.advance(step.initial());
        return Json.read(MlDirectory.in(workspace).verdict("quality"), Verdict.class);
    }

    /** Scores that lie so far from chance. */
    private static String predictions(double strength) {
        Random random = new Random(4);
        StringBuilder csv = new StringBuilder("id,label,score\n");
        for (int row = 0; row < 400; row++) {
            double score = Math.max(0, Math.min(1, 0.5 + (row % 2 - 0.5) * strength + random.nextGaussian() * 0.2));
            csv.append(row).append(',').append(row % 2).append(',').append(score).append('\n');
        }
        return csv.toString();
    }

    private void trained(double auc, String predictions) throws Exception {
        Path model = Files.createDirectories(workspace.resolve("ml/train/churn/model"));
        Files.writeString(model.resolve("weights.txt"), "weights");
        if (predictions != null) {
            Files.writeString(workspace.resolve("p.csv"), predictions, StandardCharsets.UTF_8);
        }
        Files.writeString(
                workspace.resolve("ml/train/churn/record.json"),
                "{\"name\":\"churn\",\"status\":\"SUCCEEDED\",\"digest\":\"" + ModelTree.of(model).digest() + "\","
                        + (predictions == null ? "" : "\"predictions\":\"p.csv\",") + "\"metrics\":{\"auc\":" + auc + "}}");
    }
}
