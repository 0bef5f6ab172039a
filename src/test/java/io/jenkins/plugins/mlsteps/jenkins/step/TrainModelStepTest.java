package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TrainModelStepTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void take(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void runsACommandOnTheAgentAndReturnsWhatItReported() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    def m = trainModel(name: 'churn', command: 'mkdir -p out; echo model > out/model; echo "epoch=1 val_auc=0.93"', model: 'out/model')
                    echo "auc ${m.metrics.val_auc} of ${m.name} in ${m.model}, digest ${m.digest.substring(0, 7)}"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("auc 0.93 of churn in ml/train/churn/model, digest sha256:", build);
    }

    @Test
    void runsABodyAndReadsItsMetrics() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    def m = trainModel(name: 'churn', model: 'model.txt') {
                        sh 'echo trained > model.txt; echo "loss=0.25 name=$ML_NAME"'
                    }
                    echo "loss ${m.metrics.loss} digest ${m.digest.substring(0, 7)}"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("name=churn", build);
        jenkins.assertLogContains("loss 0.25 digest sha256:", build);
    }

    @Test
    void failsTheBuildWhenTheCommandFails() throws Exception {
        WorkflowRun build = run("node { trainModel(name: 'churn', command: 'exit 3') }");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("trainModel 'churn' failed after", build);
        jenkins.assertLogContains("exit", build);
    }

    @Test
    void namesTheNearestParameterBeforeAnythingRuns() throws Exception {
        WorkflowRun build = run("node { trainModel(name: 'churn', comand: 'true') }");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("trainModel: unknown parameter 'comand'; did you mean 'command'?", build);
        assertThat(jenkins.jenkins.getWorkspaceFor(build.getParent()).child("ml").exists()).isFalse();
    }

    private WorkflowRun run(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).get();
    }
}
