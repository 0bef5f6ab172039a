package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.host.Restored;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the policy asks of verdicts. */
class DeployEvidenceTest extends Deploying {
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
    void listensToLaterRefusalsOfTheJobsThatCountAlone() throws Exception {
        pass();
        registerRefusal("playground", digest, Instant.now().plusSeconds(1));
        registerRefusal("churn", "sha256:" + "b".repeat(64), Instant.now().plusSeconds(1));
        registerRefusal("churn", digest, Instant.now().minusSeconds(3600));
        TestHost host = TestHost.production(workspace, GATED);
        assertThat(deploy(host).digest()).isEqualTo(digest);

        registerRefusal("churn", digest, Instant.now().plusSeconds(1));
        assertThat(refusal(host)).contains("job 'churn' asked it again", "and the model did not pass: auc >= 0.1");
        host.restoring(new Restored("production", "churn", "churn", digest));
        assertThat(deploy(host).digest()).as("a model that comes back").isEqualTo(digest);
    }

    @Test
    void aVerdictFollowsItsJobToAnotherNameAndSoDoRefusals() throws Exception {
        pass();
        Instant renamed = Instant.now().plusSeconds(10);
        TestHost host = TestHost.production(workspace, GATED)
                .called("risk", (name, then) -> Optional.of(name.equals("churn") && then.isBefore(renamed) ? "risk" : name));
        assertThat(deploy(host).digest()).isEqualTo(digest);

        registerRefusal("churn", digest, renamed.plusSeconds(1));
        assertThat(deploy(host).digest()).as("another job has the name").isEqualTo(digest);
        registerRefusal("churn", digest, renamed.minusSeconds(1));
        assertThat(refusal(host)).contains("job 'churn' asked it again");
    }

    @Test
    void noVerdictOfAJobCountsForAnotherThatTookItsName() throws Exception {
        pass();

        assertThat(refusal(TestHost.production(workspace, GATED).called("churn", (name, then) -> Optional.of("risk"))))
                .contains("judged by job 'risk', whose verdicts do not count here; accepted are those of 'churn' itself");
        assertThat(refusal(TestHost.production(workspace, GATED).called("churn", (name, then) -> Optional.empty())))
                .contains("the job that was called 'churn' when it judged", "was deleted; run the gate again");
    }

    @Test
    void aRefusalOutlivesItsJob() throws Exception {
        pass();
        Instant judged = Instant.now();
        registerRefusal("churn", digest, judged.plusSeconds(1));

        assertThat(refusal(TestHost.production(workspace, GATED)
                        .called("churn", (name, then) -> Optional.of(name).filter(same -> then.isBefore(judged)))))
                .contains("job 'churn' asked it again");
    }

    private void registerRefusal(String job, String about, Instant time) throws Exception {
        Verdict.Check check = new Verdict.Check("auc >= 0.1", false, "0.05", ">= 0.1", "because", null);
        Verdict refused = new Verdict(
                "quality", "churn", about, false, List.of(check), null, null, null, null, "test", "mlsteps", time);
        KeyDirectory.in(home).register().add(refused.ofJob(job));
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
    void aRollBackSparesNoModelTheAgeOfItsVerdictButWhereItServedBefore() throws Exception {
        judge(digest, true, Instant.now().minus(Duration.ofHours(48)), home);
        TestHost host = TestHost.production(workspace, GATED);

        host.restoring(new Restored("staging", "churn", "churn", digest));
        assertThat(refusal(host)).contains("the build brings back model 'churn' under staging/churn and deploys nothing else");
        host.restoring(new Restored("production", "scores", "churn", digest));
        assertThat(refusal(host)).contains("under production/scores and deploys nothing else");
        assertThat(endpoints()).isEmpty();
        host.restoring(new Restored("production", "churn", "churn", digest));
        assertThat(deploy(host).digest()).isEqualTo(digest);
    }
}
