package io.jenkins.plugins.mlsteps.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.PluginManager;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins in a process of its own, with Scripted Pipelines and none of the plugins that this one can do without. */
class WithoutOptionalPluginsTest {
    private static final String[] OPTIONAL = {
        "checks-api", "cloudbees-folder", "configuration-as-code", "display-url-api", "kubernetes", "metrics", "pipeline-model-definition"
    };

    /** Plugins of other tests that need one of those. */
    private static final String[] DEPENDENT = {
        "branch-api", "mailer", "pipeline-groovy-lib", "workflow-basic-steps", "workflow-multibranch"
    };

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().omitPlugins(OPTIONAL).omitPlugins(DEPENDENT).withTimeout(600);

    @Test
    void trainsJudgesAndShowsIt() throws Throwable {
        jenkins.then(WithoutOptionalPluginsTest::run);
    }

    private static void run(JenkinsRule jenkins) throws Exception {
        PluginManager plugins = jenkins.jenkins.getPluginManager();
        assertThat(plugins.getFailedPlugins()).isEmpty();
        assertThat(List.of(OPTIONAL)).allSatisfy(name -> assertThat(plugins.getPlugin(name)).isNull());

        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "churn");
        job.setDefinition(new CpsFlowDefinition(
                """
                node {
                    trainModel(name: 'churn', command: 'echo weights > w; echo auc=0.95', model: 'w')
                    evaluateGate(name: 'quality', model: 'churn', rules: ['auc >= 0.9'])
                }
                """,
                true));
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        assertThat(BuildRecords.find(build).orElseThrow().records().verdicts()).hasSize(1);
        for (String page : List.of(build.getUrl() + "ml/", job.getUrl() + "ml/", "ml-models/", "ml-promotions/", "manage/ml-environments/")) {
            jenkins.createWebClient().withJavaScriptEnabled(false).goTo(page);
        }
    }
}
