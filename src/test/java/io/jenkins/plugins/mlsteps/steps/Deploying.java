package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoint;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoints;
import io.jenkins.plugins.mlsteps.deploy.local.LocalStore;
import io.jenkins.plugins.mlsteps.deploy.local.TestModels;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A trained model, its verdict, and an environment to deploy it to. */
abstract class Deploying {
    static final Policy GATED = new Policy(List.of("quality"), 24.0, null, null, null);
    static final Policy TWO_MANAGERS =
            new Policy(List.of("quality"), 24.0, new Policy.Approvals(2, "managers", true), null, null);

    @TempDir
    Path workspace;

    @TempDir
    Path home;

    final TestDesk desk = new TestDesk();
    String digest;

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

    List<LocalEndpoint> endpoints() throws Exception {
        return new LocalEndpoints(new LocalStore(home)).list();
    }

    /** Signs a verdict with the key of a home directory. */
    void judge(String about, boolean passed, Instant time, Path signer) throws Exception {
        Verdict.Check check = new Verdict.Check("auc >= 0.9", passed, "0.97", ">= 0.9", "because", null);
        Verdict verdict = new Verdict(
                "quality", "churn", about, passed, List.of(check), null, null, null, null, "test", "mlsteps", time).ofJob("churn");
        VerdictFiles.write(MlDirectory.in(workspace), verdict, KeyDirectory.in(signer).signing());
    }

    void pass() throws Exception {
        judge(digest, true, Instant.now(), home);
    }

    DeployStep step(TestHost host) {
        DeploySpec spec = Binder.bind(
                DeploySpec.class,
                Map.of("name", "churn", "model", "churn", "environment", "production", "reason", "new data"));
        return new DeployStep(host, spec, desk, KeyDirectory.in(home), home);
    }

    DeployResult deploy(TestHost host) throws Exception {
        return driveUntil(host, step(host).initial(), Turns.DONE).result().orElseThrow();
    }

    enum Turns {
        DONE,
        WAITING_FOR_PEOPLE
    }

    /** Forgets everything but the saved state between two turns, as a host that is killed each time. */
    Turn<DeployState, DeployResult> driveUntil(TestHost host, DeployState from, Turns end) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(4));
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

    Deployment deployment() throws Exception {
        return Json.read(MlDirectory.in(workspace).deployment("production", "churn"), Deployment.class);
    }

    String refusal(TestHost host) {
        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> deploy(host));
        assertThat(failure).as("refusal").isNotNull();
        return failure.getMessage();
    }

    void approve(String person) {
        desk.decisions.add(Decision.approve(person, List.of("managers"), Instant.now()));
    }
}
