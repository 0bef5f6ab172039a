package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoint;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoints;
import io.jenkins.plugins.mlsteps.deploy.local.LocalStore;
import io.jenkins.plugins.mlsteps.deploy.local.TestModels;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployStepTest {
    private static final Policy GATED = new Policy(List.of("quality"), 24.0, null, null, null);
    private static final Policy TWO_MANAGERS =
            new Policy(List.of("quality"), 24.0, new Policy.Approvals(2, "managers", true), null, null);

    @TempDir
    Path workspace;

    @TempDir
    Path home;

    private final TestDesk desk = new TestDesk();
    private String digest;

    @BeforeEach
    void train() throws Exception {
        digest = TestModels.train(workspace, "churn", "breast-cancer");
    }

    @AfterEach
    void stopServers() throws Exception {
        for (LocalEndpoint endpoint : endpoints()) {
            new LocalEndpoints(new LocalStore(home)).stop(endpoint.name());
        }
    }

    private List<LocalEndpoint> endpoints() throws Exception {
        return new LocalEndpoints(new LocalStore(home)).list();
    }

    /** Signs a verdict with the key of a home directory. */
    private void judge(String about, boolean passed, Instant time, Path signer) throws Exception {
        Verdict.Check check = new Verdict.Check("auc >= 0.9", passed, "0.97", ">= 0.9", "because", null);
        Verdict verdict = new Verdict(
                "quality", "churn", about, passed, List.of(check), null, null, null, null, "test", "mlsteps", time).ofJob("churn");
        VerdictFiles.write(MlDirectory.in(workspace), verdict, KeyDirectory.in(signer).signing());
    }

    private void pass() throws Exception {
        judge(digest, true, Instant.now(), home);
    }

    private DeployStep step(TestHost host) {
        DeploySpec spec = Binder.bind(
                DeploySpec.class,
                Map.of("name", "churn", "model", "churn", "environment", "production", "reason", "new data"));
        return new DeployStep(host, spec, desk, KeyDirectory.in(home), home);
    }

    private DeployResult deploy(TestHost host) throws Exception {
        return driveUntil(host, step(host).initial(), Turns.DONE).result().orElseThrow();
    }

    private enum Turns {
        DONE,
        WAITING_FOR_PEOPLE
    }

    /** Forgets everything but the saved state between two turns, as a host that is killed each time. */
    private Turn<DeployState, DeployResult> driveUntil(TestHost host, DeployState from, Turns end) throws Exception {
        Instant deadline = Instant.now().plusSeconds(60);
        DeployState state = from;
        while (true) {
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
            DeployState saved = Json.parse(Json.line(state), DeployState.class);
            Turn<DeployState, DeployResult> turn = step(host).advance(saved);
            boolean waits = end == Turns.WAITING_FOR_PEOPLE && turn.pause().compareTo(Duration.ofSeconds(1)) > 0;
            if (turn.result().isPresent() || waits) {
                return turn;
            }
            LockSupport.parkNanos(turn.pause().toNanos() / 4);
            state = turn.state();
        }
    }

    private Deployment deployment() throws Exception {
        return Json.read(MlDirectory.in(workspace).deployment("production", "churn"), Deployment.class);
    }

    private String refusal(TestHost host) {
        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> deploy(host));
        assertThat(failure).as("refusal").isNotNull();
        return failure.getMessage();
    }

    @Test
    void servesAModelWithAPassingVerdictAndWritesDownHowItGotThere() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, GATED);

        DeployResult result = deploy(host);

        assertThat(result.url()).startsWith("http://127.0.0.1:");
        assertThat(result.digest()).isEqualTo(digest);
        assertThat(endpoints()).singleElement().matches(LocalEndpoint::running);
        Deployment written = deployment();
        assertThat(written.status()).isEqualTo(Deployment.Status.DEPLOYED);
        assertThat(written.url()).isEqualTo(result.url());
        assertThat(written.revision()).isEqualTo(result.revision()).startsWith("7-");
        assertThat(written.verdicts()).containsExactly("quality");
        assertThat(written.by()).isEqualTo("mia");
        assertThat(written.why()).isEqualTo("new data");
        assertThat(written.history())
                .extracting(Deployment.Transition::state)
                .containsExactly("REQUESTED", "EVIDENCE_CHECKED", "APPROVED", "DEPLOYING", "DEPLOYED");
    }

    @Test
    void refusesAModelWithoutAVerdictAndRecordsTheRefusal() throws Exception {
        assertThat(refusal(TestHost.production(workspace, GATED)))
                .contains("deployEndpoint 'churn' in production: refused by the policy")
                .contains("run evaluateGate(name: 'quality') first");
        assertThat(endpoints()).isEmpty();
        assertThat(deployment().status()).isEqualTo(Deployment.Status.REFUSED);
        assertThat(desk.outcomes).containsExactly(Stage.REFUSED);
    }

    @Test
    void refusesAForgedVerdict(@TempDir Path stranger) throws Exception {
        judge(digest, true, Instant.now(), stranger);

        assertThat(refusal(TestHost.production(workspace, GATED))).contains("not signed by a key that is accepted here");
    }

    @Test
    void refusesAVerdictWhosePayloadWasChangedAfterSigning() throws Exception {
        judge(digest, false, Instant.now(), home);
        Path file = MlDirectory.in(workspace).gate("quality").resolve("verdict.dsse.json");
        String payload = Json.tree(file).path("payload").asText();
        String failed = new String(java.util.Base64.getDecoder().decode(payload), java.nio.charset.StandardCharsets.UTF_8);
        String passed = failed.replace("\"passed\":false", "\"passed\":true");
        String forged = java.util.Base64.getEncoder()
                .encodeToString(passed.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Files.writeString(file, Files.readString(file).replace(payload, forged));

        assertThat(passed).isNotEqualTo(failed);
        assertThat(refusal(TestHost.production(workspace, GATED))).contains("it was changed after signing");
    }

    @Test
    void refusesTheVerdictOfAnotherModelPlayedAgain() throws Exception {
        judge("sha256:" + "b".repeat(64), true, Instant.now(), home);

        assertThat(refusal(TestHost.production(workspace, GATED)))
                .contains("gate 'quality' judged sha256:bbb", "to be deployed is " + digest);
    }

    @Test
    void namesTheFileThatChangedBetweenTheGateAndTheDeployment() throws Exception {
        pass();
        Files.writeString(MlDirectory.in(workspace).model("churn").resolve("signature.json"), "{}");

        assertThat(refusal(TestHost.production(workspace, GATED)))
                .contains("gate 'quality'", "it judged " + digest, "signature.json was changed");
    }

    @Test
    void refusesAVerdictThatFailedOrIsStale() throws Exception {
        judge(digest, false, Instant.now(), home);
        assertThat(refusal(TestHost.production(workspace, GATED))).contains("gate 'quality' did not pass: auc >= 0.9");

        judge(digest, true, Instant.now().minus(Duration.ofHours(30)), home);
        assertThat(refusal(TestHost.production(workspace, GATED))).contains("30.0 hours old, allowed are 24.0");
    }

    @Test
    void refusesAModelOfWhichAByteChangedAfterTheGateAndNamesTheFile() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        Files.writeString(MlDirectory.in(workspace).model("churn").resolve("signature.json"), "{}");
        approve("ann");
        approve("bob");

        assertThatThrownBy(() -> driveUntil(host, waiting, Turns.DONE))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("the model is not what was judged (" + digest + "): signature.json was changed");
        assertThat(endpoints()).isEmpty();
    }

    private void approve(String person) {
        desk.decisions.add(Decision.approve(person, List.of("managers"), Instant.now()));
    }

    @Test
    void waitsForPeopleAcrossRestartsAndAsksThemOnce() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        assertThat(desk.open.values()).singleElement().satisfies(it -> {
            assertThat(it.digest()).isEqualTo(digest);
            assertThat(it.author()).isEqualTo("mia");
            assertThat(it.unmet()).isEmpty();
        });
        approve("mia");
        approve("ann");
        waiting = driveUntil(host, waiting, Turns.WAITING_FOR_PEOPLE).state();
        assertThat(endpoints()).isEmpty();
        approve("bob");

        driveUntil(host, waiting, Turns.DONE);

        assertThat(endpoints()).singleElement().matches(LocalEndpoint::running);
        assertThat(desk.open).isEmpty();
        assertThat(desk.outcomes).containsExactly(Stage.DEPLOYED);
        assertThat(deployment().history())
                .extracting(Deployment.Transition::by)
                .contains("ann", "bob");
        assertThat(host.lines()).contains("deployEndpoint 'churn' in production: waits for 2 approval(s) of managers");
    }

    @Test
    void endsWhenOneOfThemRejects() throws Exception {
        pass();
        desk.decisions.add(Decision.reject("ann", List.of("managers"), "too risky", Instant.now()));

        assertThat(refusal(TestHost.production(workspace, TWO_MANAGERS))).contains("rejected: too risky");
        assertThat(deployment().status()).isEqualTo(Deployment.Status.REFUSED);
    }

    @Test
    void endsWithARecordWhenNobodyCanBeAsked() throws Exception {
        pass();
        desk.nobody = "nobody can be asked for more approvals";

        assertThat(refusal(TestHost.production(workspace, TWO_MANAGERS)))
                .isEqualTo("deployEndpoint 'churn' in production: failed: nobody can be asked for more approvals");
        assertThat(deployment().status()).isEqualTo(Deployment.Status.FAILED);
        assertThat(desk.open).isEmpty();
    }

    @Test
    void isOverriddenByAPersonWithPermissionAndReasonWhichAreWrittenDown() throws Exception {
        desk.decisions.add(Decision.override("ann", "customer outage", Instant.now()));

        deploy(TestHost.production(workspace, GATED));

        assertThat(deployment().history())
                .anyMatch(step -> "ann".equals(step.by()) && step.why().startsWith("override: customer outage"));
        assertThat(deployment().verdicts()).isEmpty();
    }

    @Test
    void aRefusedPromotionWaitsForAnOverrideAsLongAsThePolicySaysAndNoLonger() throws Exception {
        Policy patient = new Policy(List.of("quality"), null, null, null, null, null, null, 2.0);
        TestHost host = TestHost.production(workspace, patient);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        assertThat(desk.open.values()).singleElement().matches(PendingPromotion::refused);
        assertThat(host.lines().get(host.lines().size() - 1)).contains("refused by the policy", "waits 2.0 h for somebody");

        TestHost tooLate = host.at(Clock.fixed(Instant.now().plus(Duration.ofHours(3)), ZoneOffset.UTC));
        assertThatThrownBy(() -> driveUntil(tooLate, waiting, Turns.DONE)).hasMessageContaining("refused by the policy");

        desk.decisions.add(Decision.override("ann", "customer outage", Instant.now()));
        driveUntil(host, waiting, Turns.DONE);
        assertThat(deployment().status()).isEqualTo(Deployment.Status.DEPLOYED);
        assertThat(desk.outcomes).containsExactly(Stage.REFUSED, Stage.DEPLOYED);
    }

    @Test
    void abortingARefusedPromotionThatWaitsClearsTheDesk() throws Exception {
        Policy patient = new Policy(List.of("quality"), null, null, null, null, null, null, 2.0);
        TestHost host = TestHost.production(workspace, patient);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();

        step(host).abort(waiting, "Ctrl-C");

        assertThat(desk.open).isEmpty();
        assertThat(desk.outcomes).containsExactly(Stage.REFUSED);
        assertThat(deployment().status()).isEqualTo(Deployment.Status.REFUSED);
    }

    @Test
    void everyPromotionEndsAtTheDeskAlsoOneThatNobodyWasAskedAbout() throws Exception {
        deploy(TestHost.production(workspace, Policy.open()));

        assertThat(desk.open).isEmpty();
        assertThat(desk.outcomes).containsExactly(Stage.DEPLOYED);
    }

    @Test
    void refusesTheVerdictOfAnotherJob() throws Exception {
        Verdict.Check check = new Verdict.Check("auc >= 0.1", true, "0.97", ">= 0.1", "because", null);
        Verdict lax = new Verdict(
                "quality", "churn", digest, true, List.of(check), null, null, null, null, "test", "mlsteps", Instant.now());
        VerdictFiles.write(
                MlDirectory.in(workspace),
                lax.ofJob("playground"),
                KeyDirectory.in(home).signing());

        assertThat(refusal(TestHost.production(workspace, GATED))).contains("judged by job 'playground'");
    }

    @Test
    void refusesWhatWentStaleWhilePeopleThought() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        approve("ann");
        approve("bob");
        TestHost later = host.at(Clock.fixed(Instant.now().plus(Duration.ofHours(48)), ZoneOffset.UTC));

        assertThatThrownBy(() -> driveUntil(later, waiting, Turns.DONE)).hasMessageContaining("48.0 hours old");
    }

    @Test
    void rollsBackToTheRevisionBeforeWhenTheNewOneIsSick() throws Exception {
        TestHost host = TestHost.production(workspace, Policy.open());
        DeployResult first = deploy(host);
        TestModels.train(workspace, "churn", "sick");

        assertThat(refusal(host.build(8)))
                .contains("rolled back", "failed its smoke request", "'" + first.revision() + "' goes on serving");
        assertThat(deployment().status()).isEqualTo(Deployment.Status.ROLLED_BACK);
        assertThat(endpoints()).singleElement().satisfies(it -> {
            assertThat(it.running()).isTrue();
            assertThat(it.revision()).isEqualTo(first.revision());
        });
    }

    @Test
    void leavesNothingBehindWhenItIsAborted() throws Exception {
        TestHost host = TestHost.production(workspace, Policy.open());
        List<DeployState> states = new ArrayList<>(List.of(step(host).initial()));
        while (states.get(states.size() - 1).phase() != DeployState.Phase.ROLL_OUT) {
            states.add(step(host).advance(states.get(states.size() - 1)).state());
        }
        DeployState rolling = states.get(states.size() - 1);
        step(host).advance(rolling);

        step(host).abort(rolling, "Ctrl-C");

        assertThat(endpoints()).isEmpty();
        assertThat(deployment().status()).isEqualTo(Deployment.Status.FAILED);
        assertThat(deployment().reason()).isEqualTo("aborted: Ctrl-C; nothing serves under this endpoint");
    }

    @Test
    void saysWhereAModelShouldBeThatIsNot() {
        DeploySpec spec = Binder.bind(
                DeploySpec.class, Map.of("name", "churn", "model", "other", "environment", "production"));
        DeployStep step = new DeployStep(
                TestHost.production(workspace, Policy.open()), spec, desk, KeyDirectory.in(home), home);

        assertThatThrownBy(() -> step.advance(step.initial()))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("expected them in ml/train/other/model");
    }

    @Test
    void namesTheNearestEnvironmentAndTheTargetsThatExist() {
        DeploySpec spec = Binder.bind(
                DeploySpec.class, Map.of("name", "churn", "model", "churn", "environment", "prodution"));
        TestHost host = TestHost.production(workspace, Policy.open());
        TargetConfig ssh = TargetConfig.of(TargetConfig.Type.ssh);

        assertThatThrownBy(() -> new DeployStep(host, spec, desk))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("environment 'prodution' is not defined; did you mean 'production'?");
        assertThatThrownBy(() -> step(TestHost.production(workspace, Policy.open(), ssh)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("has a target of type ssh, which this version cannot deploy to");
    }
}
