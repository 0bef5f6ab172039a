package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.ExtensionList;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.jenkins.RuntimeOption;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PendingPromotions;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Promotions from real Pipelines into an environment that two release managers guard. */
class PromotionTest {
    private static final String ENVIRONMENTS =
            """
            environments:
              production:
                tier: production
                target: { type: local, port: 0 }
                policy:
                  gates: [{ name: quality, rules: ['auc >= 0.9'] }]
                  maxAgeHours: 24
                  firstModel: pass
                  approvals: { count: 2, group: release-managers, notAuthor: true }
            """;
    private static final String FROZEN_FOR_EVER =
            "      freeze: [{ days: [MON, TUE, WED, THU, FRI, SAT, SUN], from: '00:00', to: '00:00', zone: UTC }]\n";
    private static final String TRAIN =
            "trainModel(name: 'churn', command: 'echo weights > w; echo auc=0.95', model: 'w')\n";
    private static final String GATE = "evaluateGate(name: 'quality', model: 'churn', rules: ['auc >= 0.9'])\n";
    private static final String DEPLOY = "deployEndpoint(name: 'churn', model: 'churn', environment: 'production')\n";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            .withTimeout(600)
            .javaOptions(RuntimeOption.VALUE);

    @Test
    void waitsForTwoOthersOverAKilledControllerAndThenShips() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(PromotionTest::askForApproval);
        controller.stopJenkinsForcibly();
        controller.startJenkins();
        controller.runRemotely(PromotionTest::approve);
    }

    private static void askForApproval(JenkinsRule jenkins) throws Exception {
        prepare(jenkins);
        WorkflowJob job = job(jenkins.jenkins, "release", TRAIN + GATE + DEPLOY);
        job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("mia"))).waitForStart();
        await(() -> !pending("ann").isEmpty());
        // The people of tests cannot be loaded from a configuration.
        jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    private static void approve(JenkinsRule jenkins) throws Exception {
        People.moveInto(jenkins);
        WorkflowRun build = jenkins.jenkins.getItemByFullName("release", WorkflowJob.class).getBuildByNumber(1);
        decide("ann");
        assertThat(build.isBuilding()).isTrue();
        decide("bob");
        jenkins.waitForCompletion(build);
        // What was promoted is no model that a server could load: the rollout fails, and says so, after the policy let it pass.
        jenkins.assertLogContains("deployEndpoint 'churn' in production: rolled back", build);
        assertThat(pending("ann")).isEmpty();
    }

    @Test
    void nothingInAJenkinsfileGetsRoundAMissingVerdict() throws Throwable {
        controller.then((RealJenkinsExtension.Step) PromotionTest::tryToGetRound);
    }

    private static void tryToGetRound(JenkinsRule jenkins) throws Exception {
        prepare(jenkins);
        String bad = "evaluateGate(name: 'quality', model: 'churn', rules: ['auc >= 0.99'])\n";
        refused(jenkins, "no-gate", TRAIN + DEPLOY);
        refused(jenkins, "failed-and-caught", TRAIN + "catchError { " + bad + " }\n" + DEPLOY);
        refused(jenkins, "failed-and-recorded",
                TRAIN + "evaluateGate(name: 'quality', model: 'churn', rules: ['auc >= 0.99'], onFail: 'record')\n" + DEPLOY);
        refused(jenkins, "gate-before-the-model-changed", TRAIN + GATE
                + "sh 'echo other > ml/train/churn/model/w'\n" + DEPLOY);
        refused(jenkins, "verdict-edited", TRAIN + "catchError { " + bad + " }\n"
                + "sh 'sed -i s/false/true/g ml/gate/quality/verdict.json'\n" + DEPLOY);
        refused(jenkins, "verdict-forged", TRAIN + "catchError { " + bad + " }\n"
                + "sh 'tr a b < ml/gate/quality/verdict.dsse.json > f; mv f ml/gate/quality/verdict.dsse.json'\n" + DEPLOY);
        refused(jenkins, "verdict-of-another-gate", TRAIN
                + "evaluateGate(name: 'easy', model: 'churn', rules: ['auc >= 0.1'])\n"
                + "sh 'mkdir -p ml/gate/quality; cp ml/gate/easy/* ml/gate/quality/'\n" + DEPLOY);
        refused(jenkins, "gate-that-asks-for-nothing",
                TRAIN.replace("0.95", "0.5") + GATE.replace(">= 0.9", "> 0") + DEPLOY);
        WorkflowJob other = job(jenkins.jenkins, "other-job", TRAIN + GATE + "archiveArtifacts 'ml/gate/quality/*'");
        jenkins.buildAndAssertSuccess(other);
        String verdicts = other.getLastBuild().getArtifactsDir() + "/ml/gate/quality";
        refused(jenkins, "verdict-of-another-job",
                TRAIN + "sh 'mkdir -p ml/gate/quality; cp \"" + verdicts + "\"/* ml/gate/quality/'\n" + DEPLOY);

        MlConfiguration.get().keep(ENVIRONMENTS + FROZEN_FOR_EVER);
        WorkflowRun frozen = job(jenkins.jenkins, "frozen", TRAIN + GATE + DEPLOY).scheduleBuild2(0).get();
        refused(frozen, "promotions are frozen until");
    }

    @Test
    void aVerdictCountsForTheJobThatMadeItWhateverJobsAreCalledNow() throws Throwable {
        controller.then((RealJenkinsExtension.Step) PromotionTest::rename);
    }

    private static void rename(JenkinsRule jenkins) throws Exception {
        prepare(jenkins);
        Folder team = jenkins.createProject(Folder.class, "team");
        WorkflowJob job = job(team, "release", TRAIN + GATE);
        jenkins.buildAndAssertSuccess(job);
        Path verdict = jenkins.jenkins.getRootDir().toPath().resolve("kept");
        FileUtils.copyDirectory(new File(jenkins.jenkins.getWorkspaceFor(job).getRemote(), "ml/gate/quality"), verdict.toFile());
        String copying = TRAIN + "sh 'mkdir -p ml/gate/quality; cp \"" + verdict + "\"/* ml/gate/quality/'\n" + DEPLOY;

        team.renameTo("team2");
        Folder other = jenkins.createProject(Folder.class, "team");
        refused(
                job(other, "release", copying).scheduleBuild2(0).get(),
                "was judged by job 'team2/release', whose verdicts do not count here");

        job.renameTo("ship");
        job.setDefinition(definition(copying));
        WorkflowRun later = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("mia"))).waitForStart();
        await(() -> !pending("ann").isEmpty() || !later.isBuilding());
        assertThat(later.isBuilding()).as(JenkinsRule.getLog(later)).isTrue();

        job.delete();
        refused(job(team, "ship", copying).scheduleBuild2(0).get(), "the job that was called 'team/release' when it judged");
        refused(job(team, "release", copying).scheduleBuild2(0).get(), "the job that was called 'team/release' when it judged");
        other.renameTo("former");
        refused(job(jenkins.createProject(Folder.class, "team"), "release", copying).scheduleBuild2(0).get(), "was deleted");

        MlConfiguration.get().keep(ENVIRONMENTS + "      verdictsFrom: ['team/release']\n");
        refused(job(team, "named", copying).scheduleBuild2(0).get(), "was deleted");
    }

    @Test
    void aPolicyNamesJobsAsTheyAreCalledNow() throws Throwable {
        controller.then((RealJenkinsExtension.Step) PromotionTest::renameNamed);
    }

    private static void renameNamed(JenkinsRule jenkins) throws Exception {
        prepare(jenkins);
        MlConfiguration.get().keep(ENVIRONMENTS + "      verdictsFrom: ['lab']\n");
        WorkflowJob lab = job(jenkins.jenkins, "lab", TRAIN + GATE + "archiveArtifacts 'ml/gate/quality/*'");
        jenkins.buildAndAssertSuccess(lab);
        String copying = TRAIN + "sh 'mkdir -p ml/gate/quality; cp \"$JENKINS_HOME\"/jobs/%s/builds/1/archive/ml/gate/quality/*"
                + " ml/gate/quality/'\n" + DEPLOY;
        lab.renameTo("playground");
        jenkins.createProject(WorkflowJob.class, "lab");
        refused(jenkins, "from-lab", copying.formatted("playground"));

        MlConfiguration.get().keep(ENVIRONMENTS + "      verdictsFrom: ['playground']\n");
        WorkflowRun run = job(jenkins.jenkins, "from-playground", copying.formatted("playground"))
                .scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("mia")))
                .waitForStart();
        await(() -> !pending("ann").isEmpty() || !run.isBuilding());
        assertThat(run.isBuilding()).as(JenkinsRule.getLog(run)).isTrue();
        run.doStop();
        jenkins.waitForCompletion(run);
    }

    @Test
    void noReplayAndNothingThatAReplayLeftIsPromoted() throws Throwable {
        controller.then((RealJenkinsExtension.Step) PromotionTest::replay);
    }

    private static void replay(JenkinsRule jenkins) throws Exception {
        prepare(jenkins);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "replayed");
        job.setDefinition(new CpsFlowDefinition(declarative(TRAIN), true));
        WorkflowRun original = jenkins.buildAndAssertSuccess(job);

        WorkflowRun replay = (WorkflowRun)
                original.getAction(ReplayAction.class).run(declarative(TRAIN + GATE + DEPLOY), Map.of()).get();
        refused(replay, "the build is a replay, whose steps somebody edited");
        assertThat(BuildRecords.find(replay).orElseThrow().records().verdicts())
                .allSatisfy(verdict -> assertThat(verdict.replayed()).isTrue());

        ReplayAction again = replay.getAction(ReplayAction.class);
        refused((WorkflowRun) again.run(again.getOriginalScript(), Map.of(), true).get(), "the build is a replay");
        refused(
                (WorkflowRun) replay.getAction(RestartDeclarativePipelineAction.class)
                        .run("all")
                        .getFuture()
                        .get(),
                "the build is a replay");

        job.setDefinition(new CpsFlowDefinition(declarative(DEPLOY), true));
        refused(job.scheduleBuild2(0).get(), "gate 'quality' was judged by a replayed build");
    }

    private static String declarative(String steps) {
        return "pipeline { agent any; stages { stage('all') { steps {\n" + steps + "} } } }";
    }

    private static void refused(WorkflowRun build, String why) throws Exception {
        assertThat(build.getResult()).isEqualTo(Result.FAILURE);
        assertThat(JenkinsRule.getLog(build)).contains("refused by the policy").contains(why);
    }

    private static void refused(JenkinsRule jenkins, String name, String steps) throws Exception {
        WorkflowRun build = job(jenkins.jenkins, name, steps).scheduleBuild2(0).get();
        assertThat(build.getResult()).as(name + "\n" + JenkinsRule.getLog(build)).isEqualTo(Result.FAILURE);
        assertThat(JenkinsRule.getLog(build)).as(name).contains("deployEndpoint 'churn' in production: refused by the policy");
        assertThat(pending("ann")).as(name).isEmpty();
    }

    private static void prepare(JenkinsRule jenkins) {
        People.moveInto(jenkins);
        MlConfiguration.get().keep(ENVIRONMENTS);
    }

    private static WorkflowJob job(ModifiableTopLevelItemGroup parent, String name, String steps) throws Exception {
        WorkflowJob job = (WorkflowJob)
                parent.createProject(ExtensionList.lookupSingleton(WorkflowJob.DescriptorImpl.class), name, true);
        job.setDefinition(definition(steps));
        return job;
    }

    private static CpsFlowDefinition definition(String steps) throws Exception {
        return new CpsFlowDefinition("node {\n" + steps + "\n}", true);
    }

    private static List<?> pending(String person) throws Exception {
        try (ACLContext as = People.as(person)) {
            return ExtensionList.lookupSingleton(PendingPromotions.class).getPending();
        }
    }

    private static void decide(String person) throws Exception {
        try (ACLContext as = People.as(person)) {
            PendingPromotions desk = ExtensionList.lookupSingleton(PendingPromotions.class);
            desk.getPending().get(0).doApprove("looks good");
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + 300_000_000_000L;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited five minutes").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
