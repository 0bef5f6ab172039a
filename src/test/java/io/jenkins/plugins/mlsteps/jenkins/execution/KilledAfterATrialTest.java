package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.FilePath;
import io.jenkins.plugins.mlsteps.jenkins.step.TrialStep;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.nodes.StepEndNode;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller that is killed when the body of a trial has ended and its branch has not gone on yet: Jenkins saves the program in
 * between, and calls the end of the body no second time.
 */
class KilledAfterATrialTest {
    private static final String JOB = "churn";
    private static final CountDownLatch HELD = new CountDownLatch(1);

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(900);

    @Test
    void theBranchGoesOn() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(KilledAfterATrialTest::runUntilTheTrialEnded);
        controller.stopJenkinsForcibly();
        controller.startJenkins();
        controller.runRemotely(KilledAfterATrialTest::finish);
    }

    private static void runUntilTheTrialEnded(JenkinsRule jenkins) throws Exception {
        ExtensionList.lookup(GraphListener.class).add(new AtTheEndOfATrial());
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, JOB);
        job.setDefinition(new CpsFlowDefinition(
                """
                node {
                    try {
                        tuneHyperparams(name: 't', objective: 'score', direction: 'maximize', trials: 2, space: [uniform(name: 'x', min: 0, max: 1)]) {
                            sh 'echo x >> starts-$ML_TRIAL; echo score=$ML_PARAM_X; [ $ML_TRIAL = 1 ]'
                        }
                    } finally {
                        echo 'done'
                    }
                }
                """,
                true));
        job.scheduleBuild2(0).waitForStart();
        HELD.await();
    }

    private static void finish(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.jenkins.getItemByFullName(JOB, WorkflowJob.class);
        WorkflowRun build = job.getBuildByNumber(1);
        jenkins.waitForCompletion(build);
        jenkins.assertBuildStatusSuccess(build);
        assertThat(JenkinsRule.getLog(build)).contains("t trial 0: failed", "t: best of 2 trials: trial 1", "done");
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        for (String starts : List.of("starts-0", "starts-1")) {
            assertThat(workspace.child(starts).readToString()).as(starts).isEqualTo("x\n");
        }
    }

    /** Holds the program, which is saved by then, at the end of the first trial's step. */
    private static final class AtTheEndOfATrial implements GraphListener.Synchronous {
        @Override
        public void onNewHead(FlowNode node) {
            if (node instanceof StepEndNode end
                    && !end.getStartNode().isBody()
                    && end.getStartNode().getDescriptor() instanceof TrialStep.DescriptorImpl) {
                HELD.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
