package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ApplyingServer;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.FlakyCluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A promotion into a cluster whose API server does not say what serves there. */
class DeployAwayTest extends Deploying {
    private static final String TITLE = "deployEndpoint 'churn' in production: ";

    private final ApplyingServer server = new ApplyingServer();
    private boolean away;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void waitsForTheClusterBeforePeopleAreAskedAndAfterTheyApproved() throws Exception {
        pass();
        try (FlakyCluster cluster = FlakyCluster.answering(503, config(), request -> away)) {
            TestHost host = host(cluster);
            DeployStep step = step(host);
            DeployState found = step.advance(step.initial()).state();

            away = true;
            requireWaiting(step, found);
            assertThat(desk.open).isEmpty();
            away = false;
            DeployState asked = step.advance(step.advance(found).state()).state();
            assertThat(desk.open).hasSize(1);
            approve("ann");
            approve("bob");
            DeployState approved = step.advance(asked).state();

            away = true;
            requireWaiting(step, approved);
            assertThat(desk.sealed).isFalse();
            away = false;
            DeployState shipping = step.advance(approved).state();
            assertThat(shipping.promotion().stage()).isEqualTo(Stage.DEPLOYING);
            assertThat(shipping.promotion().approvals()).extracting(Decision::person).containsExactly("ann", "bob");
            assertThat(host.lines())
                    .filteredOn(line -> line.startsWith(TITLE + "waits for the cluster: could not read Deployment 'churn' in namespace 'serving': "))
                    .as("once each time")
                    .hasSize(2);
        }
    }

    private static void requireWaiting(DeployStep step, DeployState state) throws Exception {
        for (int look = 0; look < 2; look++) {
            assertThat(step.advance(state)).isEqualTo(Turn.again(state, Duration.ofSeconds(1)));
        }
    }

    @Test
    void endsWithOneSentenceAndARecordWhereTheClusterRefusesForGood() throws Exception {
        pass();
        approve("ann");
        approve("bob");
        try (FlakyCluster cluster = FlakyCluster.answering(403, config(), request -> !desk.open.isEmpty())) {
            assertThatThrownBy(() -> deploy(host(cluster)))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageStartingWith(TITLE + "failed: could not read Deployment 'churn' in namespace 'serving': ");
        }
        assertThat(deployment().status()).isEqualTo(Deployment.Status.FAILED);
        assertThat(desk.open).isEmpty();
        assertThat(desk.outcomes).containsExactly(Stage.FAILED);
    }

    private Config config() {
        return new ConfigBuilder(server.client().getConfiguration()).withRequestRetryBackoffLimit(0).build();
    }

    private TestHost host(FlakyCluster cluster) {
        TargetConfig target = Releases.withImage(TargetConfig.Type.kubernetes, "serving", Releases.IMAGE);
        Environment production = new Environment(Environment.Tier.production, target, TWO_MANAGERS);
        return new TestHost(workspace)
                .with(new Administration(Map.of("production", production), Map.of("gpu-cluster", Releases.PROFILE), null))
                .in(profile -> cluster);
    }
}
