package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.ExtensionList;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.jenkins.RuntimeOption;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlFolderProperty;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PendingPromotions;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PromotionOnDesk;
import java.io.File;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What changes while a promotion waits for people. */
@WithJenkins
class WaitingPromotionTest {
    private JenkinsRule jenkins;
    private Folder folder;
    private WorkflowRun build;

    @BeforeEach
    void ask(JenkinsRule rule) throws Exception {
        jenkins = rule;
        RuntimeOption.set();
        People.moveInto(rule);
        approvals("count: 2, group: release-managers");
        folder = rule.createProject(Folder.class, "team");
        WorkflowJob job = folder.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(
                """
                node {
                    trainModel(name: 'churn', command: 'echo weights > w; echo auc=0.95', model: 'w')
                    deployEndpoint(name: 'churn', model: 'churn', environment: 'production')
                }
                """,
                true));
        build = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("mia"))).waitForStart();
        await(() -> !ExtensionList.lookupSingleton(PendingPromotions.class).getPending().isEmpty());
    }

    private static void approvals(String asked) {
        MlConfiguration.get().keep(
                """
                environments:
                  production:
                    target: { type: local, port: 0 }
                    policy: { approvals: { %s } }
                """
                        .formatted(asked));
    }

    @Test
    void asksForTheGroupAndTheNumberThatTheEnvironmentAsksForByNow() throws Exception {
        approve("ann");
        await(() -> mark("rita").equals("Waits for approval: 1 of 2 given"));
        assertThatThrownBy(() -> approve("max")).hasMessageContaining("not a member of release-managers");

        approvals("count: 3");
        await(() -> mark("rita").equals("Waits for approval: 1 of 3 given"));
        approve("max");
        await(() -> mark("rita").equals("Waits for approval: 2 of 3 given"));

        approvals("count: 2");
        jenkins.waitForMessage("approved by policy: 2 approvals", build);
        jenkins.waitForCompletion(build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "policies: { production: { approvals: { count: 2 } } }"})
    void waitsWhileItsEnvironmentIsNotDefined(String folderSays) throws Exception {
        if (!folderSays.isEmpty()) {
            folder.addProperty(new MlFolderProperty(folderSays));
        }
        approve("ann");
        await(() -> mark("rita").equals("Waits for approval: 1 of 2 given"));

        MlConfiguration.get().keep("environments: { staging: { target: { type: local } } }");
        jenkins.waitForMessage("waits until there is the environment again, or the build is aborted: ", build);
        assertThat(mark("rita")).isEqualTo("Waits: its environment is not defined");

        approvals("count: 2, group: release-managers");
        await(() -> mark("rita").equals("Waits for approval: 1 of 2 given"));
        approve("bob");
        jenkins.waitForMessage("approved by policy: 2 approvals", build);
        jenkins.waitForCompletion(build);
    }

    @Test
    void showsNoApprovalThatDoesNotCountAnyMoreAndTakesItsGiversNextOne() throws Exception {
        approve("ann");
        jenkins.waitForMessage("ann approves", build);
        AuthorizationStrategy everybody = jenkins.jenkins.getAuthorizationStrategy();
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, MlPermissions.PROMOTE)
                .everywhere()
                .to("bob"));
        approve("bob");
        jenkins.waitForMessage("ann does not count any more: no permission to promote", build);
        jenkins.jenkins.setAuthorizationStrategy(everybody);

        await(() -> mark("rita").equals("Waits for approval: 1 of 2 given"));
        approve("ann");
        jenkins.waitForMessage("approved by policy: 2 approvals of release-managers", build);
        jenkins.waitForCompletion(build);
    }

    @Test
    void followsItsJobWhenAFolderIsRenamed() throws Exception {
        approve("ann");
        jenkins.waitForMessage("ann approves", build);
        folder.renameTo("group");
        assertThat(promotion("rita").getJob()).isEqualTo("group/release");
        approve("bob");
        jenkins.waitForMessage("approved by policy: 2 approvals of release-managers", build);
        jenkins.waitForCompletion(build);
        assertThat(new File(jenkins.jenkins.getRootDir(), "jobs/team/jobs/release/builds/1/ml-steps")).doesNotExist();
    }

    private static PromotionOnDesk promotion(String person) throws Exception {
        try (ACLContext as = People.as(person)) {
            return promotion();
        }
    }

    private static String mark(String person) throws Exception {
        try (ACLContext as = People.as(person)) {
            return promotion().getMark().word();
        }
    }

    private static void approve(String person) throws Exception {
        try (ACLContext as = People.as(person)) {
            promotion().doApprove("looks good");
        }
    }

    private static PromotionOnDesk promotion() throws Exception {
        return ExtensionList.lookupSingleton(PendingPromotions.class).getPending().get(0);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + 300_000_000_000L;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited five minutes").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
