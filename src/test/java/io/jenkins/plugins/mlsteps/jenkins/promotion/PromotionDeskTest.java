package io.jenkins.plugins.mlsteps.jenkins.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import hudson.Launcher;
import hudson.cli.CLICommandInvoker;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionEvent;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionProcess;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PromotionDeskTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final Policy.Approvals TWO_MANAGERS = new Policy.Approvals(2, "release-managers", true);
    private static final Policy APPROVED_BY_TWO = new Policy(null, null, TWO_MANAGERS, null, null);
    private static final Policy GATED = new Policy(List.of("quality"), null, null, null, null);
    private static final String WHY = "<script>alert('why')</script>";

    private static JenkinsRule jenkins;

    private FreeStyleProject job;
    private FreeStyleBuild build;
    private ApprovalDesk desk;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        People.moveInto(rule);
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
        job = jenkins.createFreeStyleProject();
        build = jenkins.buildAndAssertSuccess(job);
        desk = PromotionDesk.of(build);
    }

    private static PendingPromotion pending(String id, String... unmet) {
        GateEvidence verdict =
                new GateEvidence("quality", null, true, DIGEST, "churn", List.of(), true, Instant.EPOCH);
        return new PendingPromotion(request(id, WHY), TWO_MANAGERS, List.of(verdict), List.of(unmet));
    }

    private static PromotionRequest request(String id, String why) {
        return new PromotionRequest(
                id, "churn", "production", "churn", DIGEST, "churn", "mia", why, PromotionRequest.Origin.JOB);
    }

    /** Lays a promotion on the desk; its place on the web. */
    private String open(String... unmet) throws Exception {
        desk.open(pending("p", unmet));
        return "ml-promotions/promotion/" + key() + "/";
    }

    private String key() throws IOException {
        return DeskDrawer.get().of(build).get(0).key();
    }

    private static int post(String person, String path, String... reason) throws Exception {
        String[] parameters = reason.length == 0 ? reason : new String[] {"reason", reason[0]};
        return People.post(jenkins, person, path, parameters).getWebResponse().getStatusCode();
    }

    private static String answer(String person, String path, String reason) throws Exception {
        return People.post(jenkins, person, path, "reason", reason)
                .getWebResponse()
                .getContentAsString();
    }

    private static CLICommandInvoker.Result command(String person, String... arguments) {
        return new CLICommandInvoker(jenkins, "ml-promotion").asUser(person).invokeWithArgs(arguments);
    }

    private List<LogEntry> log() throws IOException {
        return PromotionLog.get().newest(100, entry -> entry.job().equals(job.getFullName()));
    }

    private Promotion after(Policy policy) throws Exception {
        PromotionProcess process = new PromotionProcess(policy);
        Promotion promotion = process.on(
                Promotion.of(request("p", null), Instant.now()),
                new PromotionEvent.EvidenceGathered(Instant.now(), List.of(), false));
        for (Decision decision : desk.decisions("p")) {
            promotion = process.on(promotion, new PromotionEvent.Decided(decision));
        }
        return promotion;
    }

    @Test
    void whatTwoManagersSayOnThePageReachesTheProcessWithTheirNamesAndGroups() throws Exception {
        String page = open();
        desk.open(pending("p"));
        assertThat(DeskDrawer.get().of(build)).hasSize(1);

        HtmlForm approve = People.browser(jenkins, "ann").goTo(page).getFormByName("approve");
        approve.getInputByName("reason").setValue("looks good");
        HtmlPage answer = (HtmlPage) jenkins.submit(approve);
        assertThat(answer.getUrl().getPath()).endsWith("/ml-promotions/");
        assertThat(after(APPROVED_BY_TWO).stage()).isEqualTo(Stage.AWAITING_APPROVAL);
        assertThat(post("bob", page + "approve")).isEqualTo(200);

        assertThat(desk.decisions("p")).extracting(Decision::person).containsExactly("ann", "bob");
        assertThat(desk.decisions("p")).allSatisfy(it -> {
            assertThat(it.groups()).contains("release-managers");
            assertThat(it.mayOverride()).isFalse();
        });
        assertThat(after(APPROVED_BY_TWO).stage()).isEqualTo(Stage.APPROVED);
        assertThat(new DeskDrawer().find(key()).orElseThrow().decisions()).isEqualTo(desk.decisions("p"));
        assertThat(log())
                .extracting(LogEntry::event, LogEntry::by, LogEntry::digest)
                .containsExactly(
                        tuple(LogEntry.Event.APPROVED, "bob", DIGEST),
                        tuple(LogEntry.Event.APPROVED, "ann", DIGEST),
                        tuple(LogEntry.Event.ASKED, "mia", DIGEST));
    }

    @ParameterizedTest
    @CsvSource({
        "rita, approve, 403", "rita, reject, 403", "rita, override, 403",
        "root, approve, 403", "root, reject, 403", "root, override, 403",
        "olga, approve, 403", "olga, reject, 403",
        "ann, override, 403", "mia, override, 403",
        "nils, approve, 404", "nils, override, 404",
    })
    void nobodyDecidesWithoutThePermissionNotEvenAnAdministrator(String person, String action, int status)
            throws Exception {
        String page = open();

        assertThat(post(person, page + action, "because")).isEqualTo(status);
        assertThat(command(person, action, key(), "--reason", "because").returnCode())
                .isNotZero();

        assertThat(desk.decisions("p")).isEmpty();
        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ASKED);
    }

    @Test
    void nothingIsDecidedByGetOrByNobody() throws Exception {
        String page = open();

        assertThat(People.get(jenkins, "ann", page + "approve")).isEqualTo(405);
        assertThat(People.get(jenkins, "olga", page + "override?reason=x")).isEqualTo(405);
        People.post(jenkins, null, page + "approve");

        assertThat(desk.decisions("p")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mia, approve, the author of the build may not approve it",
        "max, approve, not a member of release-managers",
        "max, reject, not a member of release-managers",
    })
    void saysAtOnceThatADecisionWouldNotCount(String person, String action, String why) throws Exception {
        assertThat(answer(person, open() + action, "because")).contains(why);
        assertThat(desk.decisions("p")).isEmpty();
    }

    @Test
    void takesOneDecisionOfEachPersonAndARejectionOnlyWithAReason() throws Exception {
        String page = open();

        assertThat(answer("ann", page + "reject", "  ")).contains("a rejection needs a reason");
        assertThat(post("ann", page + "approve")).isEqualTo(200);
        assertThat(answer("ann", page + "reject", "changed my mind"))
                .contains("you decided about this promotion already");
        assertThat(post("bob", page + "reject", "too risky")).isEqualTo(200);

        assertThat(after(APPROVED_BY_TWO).stage()).isEqualTo(Stage.REJECTED);
        assertThat(log().get(0).reason()).isEqualTo("too risky");
    }

    @Test
    void whoLostThePermissionOrTheGroupSinceIsKnown() throws Exception {
        assertThat(post("ann", open() + "approve")).isEqualTo(200);
        Decision approval = desk.decisions("p").get(0);
        assertThat(desk.now(approval).orElseThrow().groups()).contains("release-managers");
        try {
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            assertThat(desk.now(approval).orElseThrow().groups()).doesNotContain("release-managers");
            jenkins.jenkins.setAuthorizationStrategy(
                    new MockAuthorizationStrategy().grant(Jenkins.READ, Item.READ).everywhere().to("ann"));
            assertThat(desk.now(approval)).isEmpty();
        } finally {
            People.moveInto(jenkins);
        }
        assertThat(desk.now(approval)).isPresent();
        assertThat(desk.now(Decision.approve("nobody-of-this-name", List.of(), Instant.EPOCH))).isEmpty();
    }

    @Test
    void aRefusedPromotionIsOnlyOverriddenWithPermissionAndReasonAndItShowsForEver() throws Exception {
        String page = open("gate 'quality' has no verdict");

        assertThat(answer("ann", page + "approve", "fine"))
                .contains("the policy refuses this promotion", "only an override");
        assertThat(answer("olga", page + "override", "")).contains("an override needs a reason");
        assertThat(post("olga", page + "override", "customer outage")).isEqualTo(200);

        assertThat(desk.decisions("p")).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo(Decision.Kind.OVERRIDE);
            assertThat(it.mayOverride()).isTrue();
            assertThat(it.person()).isEqualTo("olga");
        });
        desk.close(after(GATED));

        build.reload();
        assertThat(People.text(jenkins, "rita", build.getUrl())).contains("policy overridden", "jenkins-!-error-color");
        assertThat(log().get(0).overridden()).isTrue();
        assertThat(log().get(1).event()).isEqualTo(LogEntry.Event.OVERRIDDEN);
        assertThat(log().get(1).reason()).isEqualTo("customer outage");
        assertThat(People.text(jenkins, "rita", "ml-promotions/log/")).contains("customer outage", "policy overridden");
    }

    @Test
    void theEndIsToldOnceHoweverOftenAResumedStepTellsIt() throws Exception {
        open();
        Promotion ended = after(GATED);

        desk.close(ended);
        desk.close(ended);

        assertThat(DeskDrawer.get().of(build)).isEmpty();
        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ENDED, LogEntry.Event.ASKED);
        assertThat(log().get(0).outcome()).isEqualTo(Stage.REFUSED);
        assertThatThrownBy(() -> desk.decisions("p")).hasMessageContaining("does not lie on the desk");
    }

    @Test
    void theLogOutlivesTheBuildAndTheJobAndStaysWithThoseWhoConfigure() throws Exception {
        open();
        build.delete();
        assertThat(log()).extracting(LogEntry::reason).containsExactly("the build was deleted", WHY);
        String name = job.getFullName();
        job.delete();

        assertThat(DeskDrawer.get().all()).isEmpty();
        assertThat(log()).hasSize(2);
        assertThat(People.text(jenkins, "carl", "ml-promotions/log/api/json")).contains("\"" + name + "\"");
        assertThat(People.text(jenkins, "rita", "ml-promotions/log/api/json")).doesNotContain("\"" + name + "\"");
    }

    @Test
    void takesNoDecisionAboutAModelThatIsBeingDeployed() throws Exception {
        String page = open();
        post("ann", page + "approve", "fine");
        assertThat(desk.seal("p")).extracting(Decision::person).containsExactly("ann");

        assertThat(answer("bob", page + "reject", "found a bug")).contains("it was decided already: the model is being deployed");
        assertThat(desk.decisions("p")).hasSize(1);
    }

    @Test
    void aLineOfTheLogThatACrashBrokeOffHidesNoOther() throws Exception {
        Path file = jenkins.jenkins.getRootDir().toPath().resolve("ml-promotions/log.jsonl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"event\":\"ENDED\",\"evidence\":{\"gate\":\"quality\"}", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        open();
        desk.close(after(GATED));

        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ENDED, LogEntry.Event.ASKED);
    }

    @Test
    void aLineOfTheLogThatBreaksOffWithinALetterHidesNoOther() throws Exception {
        Path file = jenkins.jenkins.getRootDir().toPath().resolve("ml-promotions/log.jsonl");
        Files.createDirectories(file.getParent());
        byte[] whole = "{\"event\":\"APPROVED\",\"reason\":\"geprü".getBytes(StandardCharsets.UTF_8);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        open();
        desk.close(after(GATED));
        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ENDED, LogEntry.Event.ASKED);
    }

    @Test
    void theEndIsToldOnceInALongLogToo() throws Exception {
        for (int i = 0; i < 3; i++) {
            PromotionLog.get().add(LogEntry.ended("other", i, Promotion.of(request("p", "w".repeat(2 << 20)), Instant.now()), Instant.now()));
        }
        open();
        Promotion ended = after(GATED);
        desk.close(ended);
        desk.close(ended);

        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ENDED, LogEntry.Event.ASKED);
    }

    @Test
    void whatIsNoPromotionAmongTheFilesKeepsNobodyFromDeciding() throws Exception {
        String page = open();
        Path pending = jenkins.jenkins.getRootDir().toPath().resolve("ml-promotions/pending");
        Path directory = Files.createDirectories(pending.resolve("directory.json"));
        List<Path> files = List.of(
                Files.writeString(pending.resolve("broken.json"), "{\"key\": \"br"),
                Files.writeString(pending.resolve("empty.json"), "{}"),
                Files.writeString(pending.resolve("null.json"), "null"));

        assertThat(new DeskDrawer().all()).extracting(DeskSheet::key).containsExactly(key());
        assertThat(post("ann", page + "approve")).isEqualTo(200);

        Files.delete(directory);
        for (Path file : files) {
            Files.delete(file);
        }
    }

    @Test
    void keepsNoReasonThatFillsTheLog() throws Exception {
        String page = open();

        assertThat(answer("ann", page + "reject", "x".repeat(2001))).contains("a reason has at most 2000 characters, this one has 2001");
        assertThat(desk.decisions("p")).isEmpty();
        assertThat(post("ann", page + "reject", "x".repeat(2000))).isEqualTo(200);
    }

    private static JSONArray pendingFor(String person) throws Exception {
        return JSONObject.fromObject(People.text(jenkins, person, "ml-promotions/api/json"))
                .getJSONArray("pending");
    }

    @Test
    void theRestApiShowsWhatWaitsToThoseWhoMayReadTheJob() throws Exception {
        open();

        JSONArray seen = pendingFor("rita");
        assertThat(seen.size()).isEqualTo(1);
        assertThat(seen.getJSONObject(0).getString("digest")).isEqualTo(DIGEST);
        assertThat(seen.getJSONObject(0).getInt("approvalsNeeded")).isEqualTo(2);
        assertThat(pendingFor("nils").size()).isZero();
        assertThat(People.get(jenkins, "nils", "ml-promotions/promotion/" + key() + "/api/json"))
                .isEqualTo(404);
    }

    @Test
    void pagesEscapeWhatPeopleWroteAndShowOnlyTheFormsOneMayUse() throws Exception {
        String page = open();

        for (String path : List.of(page, "ml-promotions/", "ml-promotions/log/", build.getUrl())) {
            assertThat(People.text(jenkins, "ann", path)).doesNotContain(WHY);
        }
        assertThat(People.text(jenkins, "ann", page))
                .contains("&lt;script", "name=\"approve\"")
                .doesNotContain("name=\"override\"");
        assertThat(People.text(jenkins, "olga", page))
                .contains("name=\"override\"")
                .doesNotContain("name=\"approve\"");
        assertThat(People.text(jenkins, "rita", page)).doesNotContain("name=\"approve\"", "name=\"override\"");
        assertThat(People.text(jenkins, "rita", build.getUrl())).contains("waits for approval");
    }

    @Test
    void theCommandLineListsAndDecides() throws Exception {
        open();

        assertThat(command("ann", "list").stdout()).contains(key(), job.getFullName() + " #1", "churn -> production");
        assertThat(command("ann", "aprove", key()).stderr())
                .contains("unknown action 'aprove'", "did you mean 'approve'");
        assertThat(command("ann", "reject", key()).stderr()).contains("a rejection needs a reason");
        assertThat(command("ann", "approve", key()).returnCode()).isZero();

        assertThat(desk.decisions("p")).extracting(Decision::person).containsExactly("ann");
    }

    @Test
    void aPromotionFollowsItsJobToAnotherName() throws Exception {
        open();
        job.renameTo(job.getName() + "-renamed");

        assertThat(desk.decisions("p")).isEmpty();
        assertThat(new DeskDrawer().find(key()).orElseThrow().job()).endsWith("-renamed");
    }

    @Test
    void theLogFollowsAJobToAnotherNameAndIsNotThatOfAJobThatTakesTheOldOne() throws Exception {
        open();
        String name = job.getFullName();
        job.renameTo(name + "-first");
        job.renameTo(name + "-second");
        jenkins.createFreeStyleProject(name);

        assertThat(People.text(jenkins, "rita", "ml-promotions/log/api/json"))
                .contains("\"" + name + "-second\"")
                .doesNotContain("\"" + name + "\"");

        job.delete();
        jenkins.createFreeStyleProject(name + "-second");
        assertThat(People.text(jenkins, "rita", "ml-promotions/log/api/json")).doesNotContain("\"" + name);
        assertThat(People.text(jenkins, "carl", "ml-promotions/log/api/json")).contains("\"" + name);
        assertThat(new JobMoves().nameNow(name, Instant.EPOCH)).as("after a restart").isEmpty();
    }

    @Test
    void aBuildThatEndsWithoutSayingHowLeavesNothingOnTheDesk() throws Exception {
        job.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> run, Launcher launcher, BuildListener listener)
                    throws InterruptedException, IOException {
                PromotionDesk.of(run).open(pending("q"));
                return true;
            }
        });
        jenkins.buildAndAssertSuccess(job);
        jenkins.waitUntilNoActivity();

        assertThat(DeskDrawer.get().all()).isEmpty();
        assertThat(log().get(0).reason()).isEqualTo("the build ended");
    }
}
