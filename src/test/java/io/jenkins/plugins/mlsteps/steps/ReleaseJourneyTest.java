package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoints;
import io.jenkins.plugins.mlsteps.deploy.local.TestModels;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gate and deployment together: what serves is what the next model is compared with. */
class ReleaseJourneyTest {
    private static final Policy POLICY = new Policy(List.of("quality"), 24.0, null, "absoluteOnly", null);

    /** What no edited pipeline can weaken, as the documentation has it. */
    private static final Policy COMPARING = new Policy(
            List.of(new RequiredGate("quality", List.of("auc >= 0.9", "auc >= baseline.auc - 0.01"), "production")),
            24.0,
            null,
            "absoluteOnly",
            null,
            null,
            null,
            null,
            null);

    @TempDir
    Path workspace;

    @TempDir
    Path otherWorkspace;

    /** The standard home outlives a test run. */
    private final String model = "journey-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

    @AfterEach
    void stopServer() throws Exception {
        if (LocalEndpoints.standard().list().stream().anyMatch(it -> it.name().equals(model))) {
            LocalEndpoints.standard().stop(model);
        }
    }

    private void train(String fixture, double auc) throws Exception {
        train(workspace, fixture, auc);
    }

    private void train(Path where, String fixture, double auc) throws Exception {
        TestModels.train(where, model, fixture);
        Path record = MlDirectory.in(where).trainRecord(model);
        ObjectNode content = (ObjectNode) Json.tree(record);
        ((ObjectNode) content.get("metrics")).put("auc", auc);
        content.remove("predictions");
        Json.write(record, content);
    }

    private GateResult judge(TestHost host, String... rules) throws Exception {
        GateSpec spec = Binder.bind(
                GateSpec.class,
                Map.of("name", "quality", "model", model, "rules", List.of(rules), "baseline", "production"));
        GateStep gate = new GateStep(host, spec);
        return gate.advance(gate.initial()).result().orElseThrow();
    }

    private DeployResult deploy(TestHost host) throws Exception {
        DeploySpec spec =
                Binder.bind(DeploySpec.class, Map.of("name", model, "model", model, "environment", "production"));
        DeployStep step = new DeployStep(host, spec, new TestDesk());
        Instant deadline = Instant.now().plus(Duration.ofMinutes(4));
        Turn<DeployState, DeployResult> turn = step.advance(step.initial());
        while (turn.result().isEmpty()) {
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
            LockSupport.parkNanos(turn.pause().toNanos());
            turn = step.advance(turn.state());
        }
        return turn.result().get();
    }

    @Test
    void comparesEachModelWithTheOneThatServes() throws Exception {
        TestHost host = TestHost.production(workspace, POLICY);
        train("breast-cancer", 0.95);
        judge(host, "auc >= 0.9", "auc >= baseline.auc - 0.005");
        DeployResult first = deploy(host);

        train("mixed", 0.94);
        assertThatThrownBy(() -> judge(host, "auc >= 0.9", "auc >= baseline.auc - 0.005"))
                .hasMessageContaining("baseline.auc");
        assertThatThrownBy(() -> deploy(host.build(8)))
                .hasMessageContaining("gate 'quality' did not pass: auc >= baseline.auc - 0.005");

        train("mixed", 0.96);
        judge(host, "auc >= 0.9", "auc >= baseline.auc - 0.005");
        Verdict verdict = Json.read(MlDirectory.in(workspace).verdict("quality"), Verdict.class);
        assertThat(verdict.baseline().reference()).isEqualTo("production/" + model + " revision " + first.revision());
        assertThat(verdict.baseline().digest()).isEqualTo(first.digest());
        assertThat(verdict.baseline().metrics()).containsEntry("auc", 0.95);
        DeployResult second = deploy(host.build(9));
        assertThat(second.url()).isEqualTo(first.url());
    }

    @Test
    void doesNotDeployTheSecondOfTwoModelsThatWereComparedWithTheSameOne() throws Exception {
        TestHost one = TestHost.production(workspace, COMPARING);
        TestHost other = TestHost.production(otherWorkspace, COMPARING).build(8);
        Path thirdWorkspace = Files.createDirectory(workspace.resolve("third"));
        TestHost third = TestHost.production(thirdWorkspace, COMPARING).build(9);
        train("breast-cancer", 0.95);
        judge(one, "auc >= baseline.auc", "auc > 0");
        DeployResult first = deploy(one);
        train(otherWorkspace, "mixed", 0.96);
        judge(other, "auc >= baseline.auc");
        train(thirdWorkspace, "zipmap", 0.99);
        judge(third, "auc >= baseline.auc");
        DeployResult between = deploy(third);

        assertThatThrownBy(() -> deploy(other))
                .hasMessageContaining(
                        "gate 'quality' compared with " + first.digest() + ", but " + between.digest() + " serves now");
        assertThatThrownBy(() -> judge(other, "auc >= baseline.auc"))
                .hasMessageContaining("auc = 0.96 does not meet >= baseline.auc = 0.99");
        train(otherWorkspace, "mixed", 0.985);
        judge(other, "auc >= baseline.auc - 0.01");
        assertThat(deploy(other).url()).isEqualTo(first.url());
    }

    @Test
    void doesNotDeployWithAnEarlierVerdictWhatTheGateHasRefusedSince() throws Exception {
        TestHost host = TestHost.production(workspace, POLICY);
        train("breast-cancer", 0.95);
        judge(host, "auc >= 0.9");
        Path envelope = MlDirectory.in(workspace).gate("quality").resolve("verdict.dsse.json");
        String passed = Files.readString(envelope);
        assertThatThrownBy(() -> judge(host, "auc >= 0.99")).hasMessageContaining("failed 1 of");

        Files.writeString(envelope, passed);
        assertThatThrownBy(() -> deploy(host))
                .hasMessageContaining("gate 'quality' has no verdict that counts: it passed at ")
                .hasMessageContaining("and the model did not pass: auc >= 0.99");
        judge(host, "auc >= 0.95");
        assertThat(deploy(host).digest()).isNotNull();
    }

    @Test
    void doesNotDeployAFirstModelThatWasOnlyComparedWithNothing() throws Exception {
        TestHost host = TestHost.production(workspace, POLICY);
        train("breast-cancer", 0.95);
        GateResult lenient = judge(host, "auc >= baseline.auc - 0.005");

        assertThat(lenient.passed()).isTrue();
        assertThatThrownBy(() -> deploy(host)).hasMessageContaining("firstModel: absoluteOnly");
        assertThat(Files.exists(workspace.resolve("ml/deploy/production/" + model + "/deployment.json"))).isTrue();
    }

    @Test
    void doesNotTakeAClusterItCannotAskForOneWithoutAModel() throws Exception {
        TargetConfig kserve = TargetConfig.of(TargetConfig.Type.kserve);
        TestHost host = TestHost.production(workspace, POLICY, kserve);
        train("breast-cancer", 0.95);

        assertThatThrownBy(() -> judge(host, "auc >= 0.9", "auc >= baseline.auc"))
                .hasMessageContaining("a target of type kserve needs 'compute', the name of a compute profile of type kubernetes");
    }
}
