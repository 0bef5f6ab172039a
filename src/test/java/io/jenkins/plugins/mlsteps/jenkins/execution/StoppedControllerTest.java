package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import java.util.concurrent.CountDownLatch;
import jenkins.model.ArtifactManager;
import jenkins.model.ArtifactManagerConfiguration;
import jenkins.model.ArtifactManagerFactory;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A controller that is stopped as it should be, while a step is in the middle of a turn. Of those that are killed see {@link KilledAtEachPointTest}. */
class StoppedControllerTest {
    private static final CountDownLatch ARCHIVING = new CountDownLatch(1);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void goesOnWithTheTurnThatWasInterrupted() throws Throwable {
        sessions.then(StoppedControllerTest::stopWhileItArchives);
        sessions.then(StoppedControllerTest::goOn);
    }

    private static void stopWhileItArchives(JenkinsRule jenkins) throws Exception {
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new Slow());
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "churn");
        job.setDefinition(new CpsFlowDefinition(
                "node { def trained = trainModel(name: 'm', command: 'echo x >> starts; echo auc=0.75'); echo \"done with ${trained.name}\" }",
                true));
        job.scheduleBuild2(0).waitForStart();
        ARCHIVING.await();
    }

    private static void goOn(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.jenkins.getItemByFullName("churn", WorkflowJob.class);
        WorkflowRun build = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getBuildByNumber(1)));
        jenkins.assertLogContains("done with m", build);
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        assertThat(workspace.child("starts").readToString()).isEqualTo("x\n");
        assertThat(BuildRecords.find(build).orElseThrow().records().trainings())
                .extracting(training -> training.record().orElseThrow().status())
                .containsExactly(TrainRecord.Status.SUCCEEDED);
    }

    /** The first time it takes longer than anybody waits. */
    public static final class Slow extends ArtifactManagerFactory {
        @Override
        public ArtifactManager managerFor(Run<?, ?> build) {
            boolean first = ARCHIVING.getCount() > 0;
            ARCHIVING.countDown();
            try {
                if (first) {
                    NEVER.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        }
    }
}
