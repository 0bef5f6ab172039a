package io.jenkins.plugins.mlsteps.jenkins.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.jenkins.JsonOfPages;
import io.jenkins.plugins.mlsteps.jenkins.Kubeconfig;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An endpoint of a cluster comes back to an earlier version, for which no agent is needed. */
@WithJenkins
class RollbackInClusterTest {
    private static final String ENVIRONMENTS =
            """
            environments:
              production:
                tier: production
                target: { type: kubernetes, compute: cluster, image: registry.example.com/server:1 }
                policy: { gates: [quality], firstModel: pass }
            compute:
              cluster: { type: kubernetes, kubeconfig: '%s', namespace: serving }
            """;
    private static final String RELEASE =
            """
            node {
                trainModel(name: 'risk', command: "printf %s $BUILD_NUMBER > w; echo auc=0.95", model: 'w')
                evaluateGate(name: 'quality', model: 'risk', rules: ['auc >= 0.9'])
                deployEndpoint(name: 'scores', model: 'risk', environment: 'production')
                deleteDir()
            }
            """;

    @TempDir
    Path directory;

    @Test
    void bringsBackWhatAnEarlierBuildArchived(JenkinsRule jenkins) throws Exception {
        try (ServingCluster cluster = new ServingCluster()) {
            People.moveInto(jenkins);
            MlConfiguration.get().keep(ENVIRONMENTS.formatted(Kubeconfig.of(cluster.server(), directory)));
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
            job.setDefinition(new CpsFlowDefinition(RELEASE, true));
            jenkins.buildAndAssertSuccess(job);
            jenkins.buildAndAssertSuccess(job);
            assertThat(served(cluster)).isEqualTo("2");

            jenkins.jenkins.setNumExecutors(0);
            ModelPages.rollBack(jenkins, "ann", ModelPages.url(jenkins, "release #1"), "slow");
            jenkins.waitUntilNoActivity();

            WorkflowRun back = job.getBuildByNumber(3);
            jenkins.assertBuildStatusSuccess(back);
            jenkins.assertLogContains("brings back model 'risk'", back);
            assertThat(served(cluster)).isEqualTo("1");
            assertThat(JsonOfPages.texts(ModelPages.model(jenkins, "release #1").path("environments"))).containsExactly("production/scores");
        }
    }

    /** The model that the endpoint's pods are given. */
    private static String served(ServingCluster cluster) {
        JsonNode volume = cluster.object("Deployment", "scores").at("/spec/template/spec/volumes/0/configMap/name");
        String file = cluster.object("ConfigMap", volume.asText()).path("binaryData").elements().next().asText();
        return new String(Base64.getDecoder().decode(file), StandardCharsets.UTF_8);
    }
}
