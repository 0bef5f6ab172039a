package io.jenkins.plugins.mlsteps.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.PluginManager;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
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
        "checks-api", "cloudbees-folder", "configuration-as-code", "display-url-api", "junit", "kubernetes", "metrics", "opentelemetry-api",
        "pipeline-model-definition"
    };

    /** Plugins of other tests that need one of those. */
    private static final String[] DEPENDENT = {
        "branch-api", "job-dsl", "mailer", "pipeline-groovy-lib", "workflow-basic-steps", "workflow-multibranch"
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
        WorkflowRun build = jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause())));

        MlConfiguration.get().keep("compute: { gpu: { type: kubernetes, cloud: gpus } }");
        job.setDefinition(new CpsFlowDefinition(
                "node { trainModel(name: 'churn', command: 'true', compute: 'gpu', image: 'busybox') }", true));
        jenkins.assertLogContains(
                "install the Kubernetes plugin (kubernetes)", jenkins.buildAndAssertStatus(Result.FAILURE, job));

        assertThat(BuildRecords.find(build).orElseThrow().records().verdicts()).hasSize(1);
        for (String page : List.of(build.getUrl() + "ml/", job.getUrl() + "ml/", "ml-models/", "ml-promotions/", "manage/ml-environments/")) {
            jenkins.createWebClient().withJavaScriptEnabled(false).goTo(page);
        }
    }
}
