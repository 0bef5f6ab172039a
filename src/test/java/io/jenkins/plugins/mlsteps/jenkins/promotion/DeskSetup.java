package io.jenkins.plugins.mlsteps.jenkins.promotion;


import hudson.cli.CLICommandInvoker;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionEvent;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionProcess;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.deploy.promotion.Serving;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A build that asks people to promote its model. */
@WithJenkins
abstract class DeskSetup {
    static final String DIGEST = "sha256:" + "a".repeat(64);
    static final Policy.Approvals TWO_MANAGERS = new Policy.Approvals(2, "release-managers", true);
    static final Policy APPROVED_BY_TWO = new Policy(null, null, TWO_MANAGERS, null, null);
    static final Policy GATED = new Policy(List.of("quality"), null, null, null, null);
    static final String WHY = "<script>alert('why')</script>";

    static JenkinsRule jenkins;

    FreeStyleProject job;
    FreeStyleBuild build;
    ApprovalDesk desk;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        People.moveInto(rule);
        MlConfiguration.get().keep("environments: { production: { target: { type: local } } }");
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void build() throws Exception {
        for (DeskSheet left : DeskDrawer.get().all()) {
            DeskDrawer.get().remove(left);
        }
        job = jenkins.createFreeStyleProject("job-" + UUID.randomUUID()); // the log remembers what deleted ones were named
        build = jenkins.buildAndAssertSuccess(job);
        desk = PromotionDesk.of(build);
    }

    static PendingPromotion pending(String id, String... unmet) {
        GateEvidence verdict =
                new GateEvidence("quality", null, true, DIGEST, "churn", List.of(), true, Instant.EPOCH);
        return new PendingPromotion(request(id, WHY), TWO_MANAGERS, List.of(verdict), List.of(unmet));
    }

    static PromotionRequest request(String id, String why) {
        return new PromotionRequest(
                id, "churn", "production", "churn", DIGEST, "churn", List.of("mia"), why, PromotionRequest.Origin.JOB);
    }

    /** Lays a promotion on the desk; its place on the web. */
    String open(String... unmet) throws Exception {
        desk.open(pending("p", unmet));
        return "ml-promotions/promotion/" + key() + "/";
    }

    String key() throws IOException {
        return DeskDrawer.get().of(build).get(0).key();
    }

    static int post(String person, String path, String... reason) throws Exception {
        String[] parameters = reason.length == 0 ? reason : new String[] {"reason", reason[0]};
        return People.post(jenkins, person, path, parameters).getWebResponse().getStatusCode();
    }

    static String answer(String person, String path, String reason) throws Exception {
        return People.post(jenkins, person, path, "reason", reason)
                .getWebResponse()
                .getContentAsString();
    }

    static CLICommandInvoker.Result command(String person, String... arguments) {
        return new CLICommandInvoker(jenkins, "ml-promotion").asUser(person).invokeWithArgs(arguments);
    }

    List<LogEntry> log() throws IOException {
        return PromotionLog.get().newest(100, entry -> entry.job().equals(job.getFullName()));
    }

    Promotion after(Policy policy) throws Exception {
        PromotionProcess process = new PromotionProcess(policy);
        Promotion promotion = process.on(
                Promotion.of(request("p", null), Instant.now()),
                new PromotionEvent.EvidenceGathered(Instant.now(), List.of(), new Serving("churn", DIGEST)));
        for (Decision decision : desk.decisions("p")) {
            promotion = process.on(promotion, new PromotionEvent.Decided(decision));
        }
        return promotion;
    }
}
