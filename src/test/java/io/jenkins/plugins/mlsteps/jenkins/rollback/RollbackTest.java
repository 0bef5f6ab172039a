package io.jenkins.plugins.mlsteps.jenkins.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.ExtensionList;
import hudson.cli.CLICommandInvoker;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoint;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoints;
import io.jenkins.plugins.mlsteps.jenkins.JsonOfPages;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PendingPromotions;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PromotionOnDesk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** An endpoint of a real model server that a second version took over comes back to the first one. */
class RollbackTest {
    private static final String ENVIRONMENTS =
            """
            environments:
              production:
                tier: production
                target: { type: local, port: 0 }
                policy:
                  gates: [quality]
                  firstModel: pass
                  approvals: { count: 1, group: release-managers, notAuthor: true }
            """;
    private static final String RELEASE =
            """
            node {
                trainModel(name: 'risk', command: 'cp -r "%s/'+ env.BUILD_NUMBER + '" out; echo auc=0.95', model: 'out')
                evaluateGate(name: 'quality', model: 'risk', rules: ['auc >= 0.9'])
                deployEndpoint(name: 'scores', model: 'risk', environment: 'production')
                deleteDir()
            }
            """;
    private static final Path MODELS = Path.of("src/test/resources/serve");
    private static final String REASON = "it's slow: \"p99\" doubled";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(600);

    @TempDir
    Path models;

    @TempDir
    Path home;

    private String runtime;
    private String script;

    @BeforeEach
    void prepare() throws Exception {
        copy(MODELS.resolve("breast-cancer"), models.resolve("1"));
        copy(MODELS.resolve("mixed"), models.resolve("2"));
        runtime = Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
        script = RELEASE.formatted(models);
        controller.extraEnv("MLSTEPS_HOME", home.toString());
    }

    @Test
    void bringsBackAnEarlierVersionUnderThePolicyOverAKilledController() throws Throwable {
        String steps = script;
        String library = runtime;
        controller.startJenkins();
        controller.runRemotely((RealJenkinsExtension.Step) jenkins -> askForRollback(jenkins, steps, library));
        controller.stopJenkinsForcibly();
        controller.startJenkins();
        controller.runRemotely(RollbackTest::approveRollback);
    }

    @Test
    void bringsBackAVersionThatItsJobDeployedInAFolderOfAnotherName() throws Throwable {
        String steps = script;
        String library = runtime;
        controller.then((RealJenkinsExtension.Step) jenkins -> rollBackInARenamedFolder(jenkins, steps, library));
    }

    private static void rollBackInARenamedFolder(JenkinsRule jenkins, String script, String runtime) throws Exception {
        prepare(jenkins, runtime);
        MlConfiguration.get().keep(ENVIRONMENTS.replaceAll(" *approvals:.*", ""));
        Folder team = jenkins.createProject(Folder.class, "team");
        WorkflowJob job = team.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(script, true));
        jenkins.buildAndAssertSuccess(job);
        jenkins.buildAndAssertSuccess(job);
        try {
            team.renameTo("team2");
            jenkins.createProject(Folder.class, "team").createProject(WorkflowJob.class, "release");

            String first = ModelPages.url(jenkins, "team2/release #1");
            assertThat(ModelPages.rollBack(jenkins, "ann", first, REASON).getStatusCode()).isEqualTo(200);
            await(() -> job.getLastBuild().getNumber() == 3);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getLastBuild()));
            assertThat(first).contains(LocalEndpoints.standard().list().get(0).digest().substring("sha256:".length()));
        } finally {
            LocalEndpoints.standard().stop("scores");
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    private static void prepare(JenkinsRule jenkins, String runtime) throws Exception {
        People.moveInto(jenkins);
        Path lib = jenkins.jenkins.getRootDir().toPath().resolve("ml-steps/lib");
        Files.createDirectories(lib);
        Files.copy(Path.of(runtime), lib.resolve("onnxruntime.jar"));
    }

    private static void askForRollback(JenkinsRule jenkins, String script, String runtime) throws Exception {
        prepare(jenkins, runtime);
        MlConfiguration.get().keep(ENVIRONMENTS);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(script, true));
        for (int build = 1; build <= 2; build++) {
            WorkflowRun run = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("mia"))).waitForStart();
            approve("ann", run);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        }

        String first = ModelPages.url(jenkins, "release #1");
        assertThat(People.text(jenkins, "rita", first)).doesNotContain("Roll back to this version");
        assertThat(ModelPages.rollBack(jenkins, "rita", first, REASON).getStatusCode())
                .isEqualTo(403);
        assertThat(People.text(jenkins, "ann", ModelPages.url(jenkins, "release #2"))).doesNotContain("Roll back to this version");
        assertThat(ModelPages.rollBack(jenkins, "ann", first, " ").getContentAsString())
                .contains("a roll back needs a reason");
        assertThat(new CLICommandInvoker(jenkins, "ml-model").asUser("ann").invokeWithArgs("list").stdout())
                .contains("risk serves production/scores", "risk may come back to production/scores");
        assertThat(new CLICommandInvoker(jenkins, "ml-model").asUser("rita").invokeWithArgs("list").stdout())
                .doesNotContain("may come back");

        assertThat(People.text(jenkins, "ann", first)).contains("Roll back to this version", "action=\"rollBack\"");
        assertThat(ModelPages.rollBack(jenkins, "ann", first, REASON).getStatusCode()).isEqualTo(200);
        await(() -> job.getLastBuild().getNumber() == 3);
        await(() -> !pending("bob").isEmpty() || !job.getLastBuild().isBuilding());
        assertThat(pending("bob")).as(JenkinsRule.getLog(job.getLastBuild())).hasSize(1);
        assertThat(pending("bob").get(0).isRollback()).isTrue();
        // The people of tests cannot be loaded from a configuration.
        jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    private static void approveRollback(JenkinsRule jenkins) throws Exception {
        People.moveInto(jenkins);
        WorkflowRun run =
                jenkins.jenkins.getItemByFullName("release", WorkflowJob.class).getBuildByNumber(3);
        try {
            approve("bob", run);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("brings back model 'risk'", run);
            assertThat(run.getParent().getLastBuild()).isEqualTo(run);
            LocalEndpoint endpoint = LocalEndpoints.standard().list().get(0);
            assertThat(ModelPages.url(jenkins, "release #1")).contains(endpoint.digest().substring("sha256:".length()));
            assertThat(endpoint.running()).isTrue();
            assertThat(JsonOfPages.texts(ModelPages.model(jenkins, "release #1").path("environments"))).containsExactly("production/scores");
            assertThat(People.text(jenkins, "rita", ModelPages.url(jenkins, "release #1"))).contains("release #3");
            assertThat(People.text(jenkins, "rita", run.getUrl())).contains("Roll back of production/scores");

            JsonNode end = JsonOfPages.of(People.browser(jenkins, "rita"), "ml-promotions/log/").path("entries").path(0);
            assertThat(end.path("rollback").asBoolean()).isTrue();
            assertThat(end.path("outcome").asText()).isEqualTo("DEPLOYED");
            assertThat(end.path("by").asText()).isEqualTo("ann");
            assertThat(end.path("reason").asText()).isEqualTo(REASON);
            assertThat(end.path("digest").asText()).isEqualTo(endpoint.digest());
            assertThat(end.path("verdicts").path(0).asText()).startsWith("quality passed " + endpoint.digest());

            // As when the queue that a killed controller left still has it.
            WorkflowRun again = run.getParent().scheduleBuild2(0, run.getAction(Rollback.class)).get();
            jenkins.assertBuildStatus(Result.FAILURE, again);
            jenkins.assertLogContains("build #3 does this roll back already", again);
        } finally {
            LocalEndpoints.standard().stop("scores");
        }
    }

    private static void approve(String person, WorkflowRun run) throws Exception {
        await(() -> !pending(person).isEmpty() || !run.isBuilding());
        List<PromotionOnDesk> pending = pending(person);
        assertThat(pending).as(JenkinsRule.getLog(run)).hasSize(1);
        try (ACLContext as = People.as(person)) {
            pending.get(0).doApprove("looks good");
        }
    }

    private static List<PromotionOnDesk> pending(String person) throws Exception {
        try (ACLContext as = People.as(person)) {
            return ExtensionList.lookupSingleton(PendingPromotions.class).getPending();
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
