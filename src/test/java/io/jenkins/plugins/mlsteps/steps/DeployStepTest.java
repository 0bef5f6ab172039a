package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoint;
import io.jenkins.plugins.mlsteps.deploy.local.TestModels;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployStepTest extends Deploying {
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
    void rollsBackToTheRevisionBeforeWhenTheNewOneIsSick() throws Exception {
        TestHost host = TestHost.production(workspace, Policy.open());
        DeployResult first = deploy(host);
        TestModels.train(workspace, "churn", "sick");

        assertThat(refusal(host.build(8)))
                .contains("rolled back", "failed its smoke request", "'" + first.revision() + "' goes on serving")
                .containsOnlyOnce("goes on serving");
        assertThat(deployment().status()).isEqualTo(Deployment.Status.ROLLED_BACK);
        assertThat(endpoints()).singleElement().satisfies(it -> {
            assertThat(it.running()).isTrue();
            assertThat(it.revision()).isEqualTo(first.revision());
        });
    }

    @Test
    void replacesNoModelThatCameAfterItWasChecked(@TempDir Path elsewhere) throws Exception {
        TestHost host = TestHost.production(workspace, Policy.open());
        deploy(host);
        String judged = digest;
        digest = TestModels.train(workspace, "churn", "mixed");
        DeployState checked = driveTo(DeployState.Phase.ROLL_OUT, host.build(8));
        Path model = Files.createDirectories(MlDirectory.in(elsewhere).model("churn"));
        Files.writeString(model.resolve("note.txt"), "another model");
        String between = TestModels.train(elsewhere, "churn", "breast-cancer");
        DeployResult other = deploy(TestHost.production(elsewhere, Policy.open()).build(9));

        assertThatThrownBy(() -> driveUntil(host.build(8), checked, Turns.DONE))
                .hasMessageContaining("failed", between + " serves now, and the promotion was checked when " + judged + " served");
        assertThat(endpoints()).singleElement().satisfies(it -> {
            assertThat(it.running()).isTrue();
            assertThat(it.revision()).isEqualTo(other.revision());
        });
        assertThat(deploy(host.build(10)).digest()).isEqualTo(digest);
    }

    private DeployState driveTo(DeployState.Phase phase, TestHost host) throws Exception {
        DeployState state = step(host).initial();
        while (state.phase() != phase) {
            state = step(host).advance(state).state();
        }
        return state;
    }

    @Test
    void leavesNothingBehindWhenItIsAborted() throws Exception {
        TestHost host = TestHost.production(workspace, Policy.open());
        DeployState rolling = driveTo(DeployState.Phase.ROLL_OUT, host);
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

        assertThatThrownBy(() -> new DeployStep(host, spec, desk).initial())
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("environment 'prodution' is not defined; did you mean 'production'?")
                .hasMessageEndingWith(" (defined: production); environments are defined in mlsteps.yaml");
        assertThatThrownBy(() -> step(TestHost.production(workspace, Policy.open(), ssh)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("has a target of type ssh, which this version cannot deploy to");
    }
}
