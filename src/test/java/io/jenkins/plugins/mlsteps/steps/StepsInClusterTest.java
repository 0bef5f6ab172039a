package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.ProcessKubelet;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.deploy.local.TestModels;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.Limits;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.Patience;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole steps in a real cluster: what is tried again, and what a host leaves that is killed with signal 9 wherever that happens. */
@Tag("cluster")
class StepsInClusterTest {
    /** More points than a step here has. */
    private static final int MOST_POINTS = 60;

    private static final String ABSENT = "registry.example.com/ml/absent:1";
    private static final String SERVER =
            """
            import http.server, os
            class Yes(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200); self.end_headers()
                def log_message(self, *words): pass
            http.server.HTTPServer((os.environ['POD_IP'], 8080), Yes).serve_forever()
            """;

    private static RealCluster cluster;
    private static KubernetesClient client;
    private static String namespace;

    @TempDir
    Path root;

    private TestHost host;

    @BeforeAll
    static void start() throws Exception {
        cluster = RealCluster.shared();
        cluster.kubelet().images().absent(ABSENT);
        cluster.kubelet().images().entrypoint(Releases.IMAGE, "python3", "-c", SERVER);
        client = cluster.client();
        namespace = cluster.namespace("steps");
    }

    @Test
    void aRetryGoesOnFromTheCheckpointOfTheAttemptBefore() throws Exception {
        train(Map.of(
                "command", "if [ -e ckpt/epoch ]; then echo loss=0.$(cat ckpt/epoch); else echo 7 > ckpt/epoch; exit 1; fi",
                "checkpoint", "ckpt",
                "retries", 1));

        assertThat(host.lines()).anyMatch(line -> line.contains("attempt 1 failed: exit code 1; trying again"));
        assertThat(record(root, "again").metrics()).containsEntry("loss", 0.7);
    }

    @Test
    void anImageThatIsMissingIsNotTriedAgain() throws Exception {
        assertThatThrownBy(() -> train(Map.of("command", "true", "image", ABSENT, "retries", 3)))
                .hasMessageContaining("image '" + ABSENT + "' cannot be pulled (ImagePullBackOff");

        assertThat(host.lines()).noneMatch(line -> line.contains("trying again"));
        assertThat(record(root, "again").status()).isEqualTo(TrainRecord.Status.FAILED);
    }

    @Test
    void anImageThatIsNoNameIsNotTriedAgain() throws Exception {
        assertThatThrownBy(() -> train(Map.of("command", "true", "image", "Not A Name", "retries", 3)))
                .hasMessageContaining("'Not A Name' is no name of an image (InvalidImageName");

        assertThat(host.lines()).noneMatch(line -> line.contains("trying again"));
    }

    @Test
    void whatTheProfileRefusesIsNotTriedAgain() throws Exception {
        assertThatThrownBy(() -> train(Map.of("command", "true", "gpu", 9, "retries", 3)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("allows 1 GPU(s) for each workload, asked for are 9");

        assertThat(host.lines()).noneMatch(line -> line.contains("trying again"));
    }

    @Test
    void whatIsForbiddenIsNotTriedAgain() throws Exception {
        try (KubernetesClient stranger = cluster.clientOf(RealCluster.USER)) {
            host = new TestHost(root).with(administration()).in(profile -> Releases.cluster(stranger));
            assertThatThrownBy(() -> TestHost.drive(step(host, Map.of("command", "true", "retries", 3))))
                    .hasMessageContaining("an administrator grants the verb '");
        }
        assertThat(host.lines()).noneMatch(line -> line.contains("trying again"));
    }

    @Test
    void aStudyThatIsStoppedLeavesNoneOfItsTrialsRunning() throws Exception {
        host = new TestHost(root).with(administration()).in(profile -> Releases.cluster(client)).build(99);
        TuneSpec spec = Binder.bind(
                TuneSpec.class,
                Map.of("name", "wide", "objective", "loss", "direction", "minimize", "trials", 12, "parallel", 12,
                        "space", List.of(Map.of("type", "uniform", "name", "x", "min", 0, "max", 1)),
                        "compute", "gpu-cluster", "image", "registry.example.com/ml/churn:1.4", "command", "sleep 600"));
        TuneStep step = new TuneStep(host, spec, false, TestBodies.none());
        Map<String, String> own = Map.of(Labels.BUILD, "99");
        AtomicReference<TuneState> state = new AtomicReference<>(step.initial());
        Deadline.await(
                Duration.ofSeconds(90),
                () -> {
                    state.set(step.advance(state.get()).state());
                    return pods(own).stream().filter(pod -> "Running".equals(pod.getStatus().getPhase())).count() == 12;
                },
                () -> pods(own).size() + " pods");

        step.abort(state.get(), "stop");

        assertThat(client.batch().v1().jobs().inNamespace(namespace).withLabels(own).list().getItems()).isEmpty();
        assertThat(pods(own)).isEmpty();
        assertThat(Json.read(root.resolve("ml/tune/wide/study.json"), StudyRecord.class).states()).containsEntry("FAILED", 12);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aTrialWhosePodLeftNoModelFailsWhateverIsInTheWorkspace(int parallel) throws Exception {
        Files.writeString(root.resolve("m.bin"), "weights\n");
        host = new TestHost(root).with(administration()).in(profile -> Releases.cluster(client)).build(97);
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "name", "bare", "objective", "loss", "direction", "minimize", "trials", 3, "parallel", parallel, "retries", 1,
                "space", List.of(Map.of("type", "uniform", "name", "x", "min", 0, "max", 1))));
        parameters.putAll(Map.of(
                "compute", "gpu-cluster", "image", "registry.example.com/ml/churn:1.4", "model", "./m.bin", "checkpoint", "tried",
                // Trial 0 writes what is in the workspace already, trial 2 something in its first attempt, which fails.
                "command", """
                        case $ML_TRIAL in
                        0) echo weights > m.bin ;;
                        2) if [ ! -e "$ML_CHECKPOINT_DIR/once" ]; then echo new > m.bin; echo > "$ML_CHECKPOINT_DIR/once"; exit 1; fi ;;
                        esac
                        echo loss=1
                        """));
        TuneSpec spec = Binder.bind(TuneSpec.class, parameters);
        TestHost.drive(new TuneStep(host, spec, false, TestBodies.none()));

        List<Trial> trials = new ArrayList<>();
        for (String line : Files.readAllLines(root.resolve("ml/tune/bare/trials.jsonl"))) {
            Trial trial = Json.parse(line, Trial.class);
            if (trial.state() != Trial.State.RUNNING) {
                trials.add(trial);
            }
        }
        trials.sort(Comparator.comparing(Trial::number));
        assertThat(trials).extracting(Trial::state).containsExactly(Trial.State.COMPLETE, Trial.State.FAILED, Trial.State.COMPLETE);
        assertThat(trials).extracting(Trial::reason)
                .containsExactly(null, "no model came from its pod: the training left nothing at './m.bin' there", null);
    }

    @Test
    void theTimeThatATrialWaitsForAPlaceIsNotItsOwn() throws Exception {
        host = new TestHost(root).with(administration()).in(profile -> Releases.cluster(client)).build(98);
        TuneSpec spec = Binder.bind(
                TuneSpec.class,
                Map.of("name", "late", "objective", "loss", "direction", "minimize", "trials", 1,
                        "space", List.of(Map.of("type", "uniform", "name", "x", "min", 0, "max", 1)),
                        "compute", "gpu-cluster", "image", "registry.example.com/ml/churn:1.4", "command", "echo loss=1",
                        "podOverrides", "spec: { nodeSelector: { pool: late } }"));
        TuneStep step = new TuneStep(host, spec, false, TestBodies.none());
        AtomicReference<TuneState> state = new AtomicReference<>(step.initial());
        Deadline.await(
                Duration.ofSeconds(60),
                () -> {
                    state.set(step.advance(state.get()).state());
                    return host.lines().stream().anyMatch(line -> line.contains("didn't match Pod's node affinity/selector"));
                },
                () -> String.join("\n", host.lines()));
        Instant asked = Instant.now();
        try (ProcessKubelet node = cluster.addNode("late", Map.of("pool", "late"))) {
            Deadline.await(
                    Duration.ofSeconds(90),
                    () -> {
                        Turn<TuneState, TuneResult> turn = step.advance(state.get());
                        state.set(turn.state());
                        return turn.result().isPresent();
                    },
                    () -> String.join("\n", host.lines()));
        } finally {
            client.nodes().withName("late").delete();
        }
        List<String> lines = Files.readAllLines(root.resolve("ml/tune/late/trials.jsonl"));
        assertThat(Json.parse(lines.get(0), Trial.class).start()).isBefore(asked);
        assertThat(Json.parse(lines.get(lines.size() - 1), Trial.class).start()).isAfter(asked);
    }

    @Test
    void aTrainingRunsOnceWhereverItsHostIsKilled() throws Exception {
        int points = 0;
        for (boolean killed = true; killed; ) {
            Path workspace = Files.createDirectory(root.resolve("train-" + points));
            Files.writeString(workspace.resolve("data.csv"), "1,2\n");
            int build = 100 + points;
            DrivenStep step = new DrivenStep(cluster, namespace, "train", workspace, "churn", build);
            killed = step.isKilledAt(points + 1, () -> {});
            step.carryOn(() -> {});

            List<Job> jobs = client.batch().v1().jobs().inNamespace(namespace).withLabel(Labels.BUILD, "" + build).list().getItems();
            assertThat(jobs).as("after point " + points).hasSize(1);
            assertThat(pods(Map.of(Labels.BUILD, "" + build))).as("after point " + points).hasSize(1);
            assertThat(record(workspace, "churn").status()).isEqualTo(TrainRecord.Status.SUCCEEDED);
            MlDirectory ml = MlDirectory.in(workspace);
            assertThat(Files.readAllLines(ml.metrics("churn"))).as("after point " + points).hasSize(3);
            assertThat(ml.model("churn").resolve("model")).hasContent("1,2");
            assertThat(++points).isLessThan(MOST_POINTS);
        }
        assertThat(points).isGreaterThan(12);
    }

    @Test
    void aModelIsDeployedOnceWhereverTheHostIsKilled() throws Exception {
        int points = 0;
        for (boolean killed = true; killed; ) {
            Path workspace = Files.createDirectory(root.resolve("deploy-" + points));
            TestModels.train(workspace, "churn", "breast-cancer");
            String name = "churn-" + points;
            DrivenStep step = new DrivenStep(cluster, namespace, "deploy", workspace, name, 7);
            killed = step.isKilledAt(points + 1, () -> {});
            step.carryOn(() -> {});

            Map<String, String> own = Map.of("mlsteps.jenkins.io/endpoint", name);
            assertThat(client.apps().deployments().inNamespace(namespace).withLabels(own).list().getItems()).hasSize(1);
            assertThat(client.apps().replicaSets().inNamespace(namespace).withLabels(own).list().getItems())
                    .as("after point " + points)
                    .hasSize(1);
            assertThat(pods(own)).as("after point " + points).hasSize(1);
            assertThat(client.configMaps().inNamespace(namespace).withLabels(own).list().getItems()).hasSize(1);
            Deployment deployment = Json.read(MlDirectory.in(workspace).deployment("staging", name), Deployment.class);
            assertThat(deployment.status()).isEqualTo(Deployment.Status.DEPLOYED);
            client.apps().deployments().inNamespace(namespace).withName(name).delete();
            assertThat(++points).isLessThan(MOST_POINTS);
        }
        assertThat(points).isGreaterThan(12);
    }

    @Test
    void aGateComparesWithTheModelThatAnEnvironmentInTheClusterServes() throws Exception {
        String own = cluster.namespace("baseline");
        TargetConfig target = Releases.withImage(TargetConfig.Type.kubernetes, own, Releases.IMAGE);
        Policy lenient = new Policy(List.of(), null, null, "absoluteOnly", null);
        Administration served = new Administration(
                Map.of("staging", new Environment(Environment.Tier.staging, target, lenient)),
                administration().compute(),
                null);
        host = new TestHost(root).with(served).in(profile -> Releases.cluster(client));
        measure("breast-cancer", 0.95);
        assertThat(judge("auc >= 0.9", "auc >= baseline.auc").passed()).as("of a first model").isTrue();
        DeploySpec deployment = Binder.bind(DeploySpec.class, Map.of("name", "served", "model", "wine", "environment", "staging"));
        TestHost.drive(new DeployStep(host, deployment, new TestDesk(), KeyDirectory.in(root), (Path) null));

        measure("sick", 0.94);
        assertThatThrownBy(() -> judge("auc >= baseline.auc")).hasMessageContaining("0.94").hasMessageContaining("0.95");
        measure("sick", 0.96);
        assertThat(judge("auc >= baseline.auc").passed()).isTrue();
    }

    private void measure(String fixture, double auc) throws Exception {
        TestModels.train(root, "wine", fixture);
        Path record = MlDirectory.in(root).trainRecord("wine");
        ObjectNode content = (ObjectNode) Json.tree(record);
        ((ObjectNode) content.get("metrics")).put("auc", auc);
        content.remove("predictions");
        Json.write(record, content);
    }

    private GateResult judge(String... rules) throws Exception {
        GateSpec spec = Binder.bind(
                GateSpec.class, Map.of("name", "quality", "model", "wine", "rules", List.of(rules), "baseline", "staging"));
        GateStep gate = new GateStep(host, spec);
        return gate.advance(gate.initial()).result().orElseThrow();
    }

    private static List<Pod> pods(Map<String, String> labels) {
        return client.pods().inNamespace(namespace).withLabels(labels).list().getItems();
    }

    private void train(Map<String, Object> parameters) throws Exception {
        host = new TestHost(root).with(administration()).in(profile -> Releases.cluster(client));
        TestHost.drive(step(host, parameters));
    }

    private static TrainStep step(TestHost host, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.putIfAbsent("image", "registry.example.com/ml/churn:1.4");
        all.put("name", "again");
        all.put("compute", "gpu-cluster");
        return new TrainStep(host, Binder.bind(TrainSpec.class, all), false, TestBodies.none());
    }

    private static Administration administration() {
        ComputeProfile profile = new ComputeProfile(
                ComputeProfile.Type.kubernetes, null, null, null, namespace, null, null, null, null, null, null, null, null, null,
                null, new Limits(1, null), new Patience(2, 1, 20, null), null, null);
        return new Administration(null, Map.of("gpu-cluster", profile), null);
    }

    private static TrainRecord record(Path workspace, String name) throws IOException {
        return Json.read(MlDirectory.in(workspace).trainRecord(name), TrainRecord.class);
    }
}
