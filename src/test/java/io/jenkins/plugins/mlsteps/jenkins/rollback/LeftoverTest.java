package io.jenkins.plugins.mlsteps.jenkins.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.security.ACLContext;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.mlsteps.host.Restored;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.jenkins.RuntimeOption;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PendingPromotions;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PromotionOnDesk;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class LeftoverTest {
    private static final String ENVIRONMENTS =
            """
            environments:
              production:
                target: { type: local, port: 0 }
                policy:
                  approvals: { count: 1 }
            """;
    private static final String TRAIN_AND_LEAVE_DIRECTORIES =
            """
            node {
                trainModel(name: 'churn', command: 'echo weights > w', model: 'w')
                sh 'for step in $(seq 2 20); do mkdir -p "$WORKSPACE@tmp/archived-$step"; done'
            }
            """;
    private static final String DEPLOY =
            "node('built-in') { deployEndpoint(name: 'churn', model: 'churn', environment: 'production') }";

    @Test
    void whatAnEarlierBuildLeftBesideTheWorkspaceIsNotTakenForWhatWasArchived(JenkinsRule jenkins) throws Exception {
        People.moveInto(jenkins);
        RuntimeOption.set();
        MlConfiguration.get().keep(ENVIRONMENTS);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(TRAIN_AND_LEAVE_DIRECTORIES, true));
        WorkflowRun trained = jenkins.buildAndAssertSuccess(job);
        String digest = Json.tree(trained.getArtifactsDir().toPath().resolve("ml/train/churn/record.json"))
                .get("digest")
                .asText();

        WorkflowRun build = job.scheduleBuild2(
                        0, new CauseAction(new Cause.UserIdCause("mia")), rollback(digest))
                .waitForStart();
        while (pending().isEmpty() && build.isBuilding()) {
            LockSupport.parkNanos(50_000_000);
        }
        assertThat(pending()).as(JenkinsRule.getLog(build)).hasSize(1);
        assertThat(pending().get(0).getDigest()).isEqualTo(digest);
        assertThat(unpacked(jenkins, job)).hasSize(1);

        build.doStop();
        jenkins.waitForCompletion(build);
        assertThat(unpacked(jenkins, job)).isEmpty();
        while (new File(build.getRootDir(), "ml-steps").list().length > 0) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static Rollback rollback(String digest) {
        return new Rollback(1, new Restored("production", "churn", "churn", digest), DEPLOY);
    }

    private static List<PromotionOnDesk> pending() throws Exception {
        try (ACLContext as = People.as("ann")) {
            return ExtensionList.lookupSingleton(PendingPromotions.class).getPending();
        }
    }

    private static List<FilePath> unpacked(JenkinsRule jenkins, WorkflowJob job) throws Exception {
        FilePath workspace = Objects.requireNonNull(jenkins.jenkins.getWorkspaceFor(job));
        return WorkspaceList.tempDir(workspace).listDirectories().stream()
                .filter(directory -> directory.getName().startsWith("archived-2-"))
                .toList();
    }
}
