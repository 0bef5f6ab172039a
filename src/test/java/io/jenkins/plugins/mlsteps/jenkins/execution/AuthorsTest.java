package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.ExtensionList;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Failure;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.security.ACLContext;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.jenkins.RuntimeOption;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PendingPromotions;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PromotionOnDesk;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class AuthorsTest {
    private static final String NOT_THE_AUTHOR =
            """
            environments:
              production:
                target: { type: local, port: 0 }
                policy:
                  approvals: { count: 1, notAuthor: true }
            """;
    private static final String RELEASE =
            """
            node {
                trainModel(name: 'churn', command: 'echo weights > w', model: 'w')
                deployEndpoint(name: 'churn', model: 'churn', environment: 'production')
            }
            """;

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
        People.moveInto(rule);
        RuntimeOption.set();
        MlConfiguration.get().keep(NOT_THE_AUTHOR);
    }

    private static CauseAction by(Cause... causes) {
        return new CauseAction(causes);
    }

    private static Cause person(String name) {
        return new Cause.UserIdCause(name);
    }

    private FreeStyleBuild built(Cause... causes) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        return jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0, by(causes)));
    }

    @Test
    void whoeverPressedBuildWhileItWaitedInTheQueueMayNotApproveEither() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(RELEASE, true));
        var first = job.scheduleBuild2(3_600, by(person("mia")));
        job.scheduleBuild2(0, by(person("ann")));
        WorkflowRun build = first.waitForStart();
        Until.holds(() -> !pending("ann").isEmpty());

        PromotionOnDesk promotion = pending("ann").get(0);
        assertThat(promotion.getAuthors()).containsExactly("mia", "ann");
        try (ACLContext as = People.as("ann")) {
            assertThatThrownBy(() -> promotion.doApprove("mine"))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("the author of the build may not approve it");
        }
        build.doStop();
        jenkins.waitForCompletion(build);
    }

    private static List<PromotionOnDesk> pending(String person) throws Exception {
        try (ACLContext as = People.as(person)) {
            return ExtensionList.lookupSingleton(PendingPromotions.class).getPending();
        }
    }

    @Test
    void whoeverStartedTheBuildThatStartedItIsAnAuthor() throws Exception {
        FreeStyleBuild upstream = built(new Cause.UpstreamCause((Run<?, ?>) built(person("mia"))));

        assertThat(Authors.of(built(new Cause.UpstreamCause((Run<?, ?>) upstream), person("bob"))))
                .containsExactly("mia", "bob");
        assertThat(Authors.of(built(new Cause.UpstreamCause.DeeplyNestedUpstreamCause(), person("bob")))).isEmpty();
    }

    @Test
    void whoeverStartedTheBuildThatIsReplayedIsAnAuthor() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("echo 'once'", true));
        WorkflowRun original = jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0, by(person("mia"))));
        WorkflowRun replay;
        try (ACLContext as = People.as("root")) {
            replay = (WorkflowRun)
                    original.getAction(ReplayAction.class).run("echo 'again'", Map.of()).get();
        }

        assertThat(Authors.of(replay)).containsExactlyInAnyOrder("mia", "root");
        original.delete();
        assertThat(Authors.of(replay)).isEmpty();
    }

    @Test
    void ofABuildThatNobodyStartedOrSomebodyUnknownTheAuthorIsUnknown() throws Exception {
        assertThat(Authors.of(built(new TimerTrigger.TimerTriggerCause()))).isEmpty();
        assertThat(Authors.of(built(new TimerTrigger.TimerTriggerCause(), person("mia")))).containsExactly("mia");
        assertThat(Authors.of(built(person("mia"), person(null)))).isEmpty();
    }
}
