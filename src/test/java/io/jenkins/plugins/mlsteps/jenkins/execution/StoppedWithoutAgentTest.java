package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.io.File;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A build that somebody stops after a restart of Jenkins, when the agent of its step has not come back. */
class StoppedWithoutAgentTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void endsItsStepAsIfTheAgentWereThere() throws Throwable {
        sessions.then(this::begin);
        sessions.then(StoppedWithoutAgentTest::stop);
    }

    private void begin(JenkinsRule jenkins) throws Exception {
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder().name("gpu-1").label("gpu").build());
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "churn");
        job.setDefinition(new CpsFlowDefinition(
                """
                node('gpu') {
                    parallel(
                        command: { trainModel(name: 'm', command: 'echo runs; sleep 120') },
                        trials: {
                            tuneHyperparams(name: 't', objective: 'auc', direction: 'maximize', trials: 1,
                                space: [intRange(name: 'x', min: 1, max: 9)]) { sh 'echo tries; sleep 120' }
                        })
                }
                """,
                true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("runs", build);
        jenkins.waitForMessage("tries", build);
        agents.stop(jenkins, "gpu-1");
    }

    private static void stop(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = jenkins.jenkins.getItemByFullName("churn", WorkflowJob.class).getBuildByNumber(1);
        Until.holds(build, () -> build.getExecution() != null && build.getExecution().getCurrentExecutions(false).get().size() > 1);
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        Until.stepFilesAreGone(build);
        assertThat(new File(build.getRootDir(), "ml-steps").list())
                .anyMatch(name -> name.endsWith(".over"))
                .noneMatch(name -> name.startsWith("archived-"));
    }
}
