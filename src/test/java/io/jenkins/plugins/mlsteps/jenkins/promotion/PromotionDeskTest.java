package io.jenkins.plugins.mlsteps.jenkins.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACLContext;
import hudson.security.HudsonPrivateSecurityRealm;
import hudson.security.LegacySecurityRealm;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestBuilder;

class PromotionDeskTest extends DeskSetup {
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
        "mia, reject, the author of the build may not decide about it; abort the build instead",
        "max, approve, not a member of release-managers",
        "max, reject, not a member of release-managers",
    })
    void saysAtOnceThatADecisionWouldNotCount(String person, String action, String why) throws Exception {
        assertThat(answer(person, open() + action, "because")).contains(why);
        assertThat(desk.decisions("p")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"application/json, '{\"reason\": \"json\"}'", "text/plain, reason=plain"})
    void refusesABodyThatIsNoFormInsteadOfLosingTheReason(String type, String body) throws Exception {
        String page = open();

        for (String action : List.of("ann approve", "ann reject", "olga override")) {
            String[] words = action.split(" ");
            WebResponse answer = People.send(jenkins, words[0], page + words[1], type, body);
            assertThat(answer.getStatusCode()).as(action).isEqualTo(415);
            assertThat(answer.getContentAsString()).contains("send the reason as a form field");
        }

        assertThat(desk.decisions("p")).isEmpty();
        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ASKED);
    }

    @Test
    void takesTheReasonFromTheAddressAndFromAFormInParts() throws Exception {
        String page = open();
        String parts = "--b\r\nContent-Disposition: form-data; name=\"reason\"\r\n\r\nin parts\r\n--b--\r\n";

        assertThat(People.send(jenkins, "ann", page + "approve?reason=address", "application/json", "").getStatusCode())
                .as("a type without a body")
                .isEqualTo(200);
        assertThat(People.send(jenkins, "bob", page + "approve", "multipart/form-data; boundary=b", parts).getStatusCode())
                .isEqualTo(200);

        assertThat(desk.decisions("p")).extracting(Decision::reason).containsExactly("address", "in parts");
    }

    /** From another tab, or from the address in a mail. */
    @ParameterizedTest
    @CsvSource({"ann, approve", "ann, reject", "olga, override", "nils, approve"})
    void saysThatAPromotionDoesNotWaitAnyMore(String person, String action) throws Exception {
        String page = open();
        DeskDrawer.get().remove(DeskDrawer.get().of(build).get(0));

        String words = "No promotion of this key waits: it was decided already, its build ended, or you may not read its job.";
        assertThat(answer(person, page + action, "because")).contains(words);
        assertThat(post(person, page + action, "because")).isEqualTo(404);
        assertThat(People.text(jenkins, person, page)).contains(words);
    }

    /** Whatever somebody granted to everybody. */
    @Test
    void asksStrangersToLogInInsteadOfOfferingThemADecision() throws Exception {
        String page = open();
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, MlPermissions.PROMOTE, MlPermissions.OVERRIDE)
                .everywhere()
                .toEveryone());
        try {
            assertThat(People.text(jenkins, null, page))
                    .contains("A decision needs a person: log in first.")
                    .doesNotContain("name=\"approve\"", "name=\"override\"");
            assertThat(People.text(jenkins, "ann", page)).contains("name=\"approve\"", "name=\"override\"");
        } finally {
            People.moveInto(jenkins);
        }
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
    void whoseApprovalDoesNotCountAnyMoreMayApproveAgain() throws Exception {
        String page = open();
        post("ann", page + "approve", "looks good");
        post("bob", page + "approve");
        desk.open(pending("p").after(2, List.of("bob")));

        assertThat(People.text(jenkins, "rita", page)).contains("Waits for approval: 1 of 2 given", "Approved, does not count");
        assertThat(answer("bob", page + "approve", "")).contains("you decided about this promotion already");
        assertThat(post("ann", page + "approve", "still good")).isEqualTo(200);
        assertThat(People.text(jenkins, "rita", page)).contains("Waits for approval: 2 of 2 given");
        assertThat(answer("ann", page + "approve", "")).contains("you decided about this promotion already");

        desk.open(pending("p").after(3, List.of("bob", "ann")));
        assertThat(People.text(jenkins, "rita", page)).contains("Waits for approval: 2 of 2 given");
    }

    /** Jenkins saves nothing of people who only ever send a password along. */
    @ParameterizedTest
    @CsvSource({"ann, APPROVE", "olga, OVERRIDE"})
    void aDecisionCountsAfterARestartThatForgotItsGiver(String person, Decision.Kind kind) throws Exception {
        open();
        User.getById(person, true).delete();
        try (ACLContext as = People.as(person)) {
            new Ballot().cast(key(), kind, "because");
        }
        Decision decision = desk.decisions("p").get(0);
        List<String> groups = decision.groups();

        forget(person);
        assertThat(desk.now(decision).orElseThrow().groups()).isEqualTo(groups);
        try {
            jenkins.jenkins.setSecurityRealm(new LegacySecurityRealm());
            forget(person);
            assertThat(desk.now(decision).orElseThrow().groups())
                    .as("a realm that cannot look people up")
                    .isEqualTo(List.of("authenticated"));
            jenkins.jenkins.setSecurityRealm(new HudsonPrivateSecurityRealm(false, false, null));
            forget(person);
            assertThat(desk.now(decision)).as("a realm that does not know the person").isEmpty();
        } finally {
            People.moveInto(jenkins);
        }
    }

    private static void forget(String person) throws IOException {
        User.reload();
        assertThat(User.getById(person, false)).isNull();
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
        assertThat(People.text(jenkins, "rita", build.getUrl())).contains("policy overridden", "ml-reason--bad");
        assertThat(log().get(0).overridden()).isTrue();
        assertThat(log().get(1).event()).isEqualTo(LogEntry.Event.OVERRIDDEN);
        assertThat(log().get(1).reason()).isEqualTo("customer outage");
        assertThat(People.text(jenkins, "rita", "ml-promotions/log/")).contains("customer outage", "policy overridden");
    }

    @ParameterizedTest
    @CsvSource({
        "olga, override, the policy was set aside by olga already",
        "bob, reject, it was rejected by bob already",
    })
    void takesNoDecisionAfterOneThatEndsTheDeliberation(String person, String action, String why) throws Exception {
        String page = open();
        assertThat(post(person, page + action, "because")).isEqualTo(200);

        assertThat(answer("ann", page + "approve", "")).contains(why);
        assertThat(answer("ann", page + "reject", "found a bug")).contains(why);
        assertThat(answer("olga", page + "override", "customer outage")).contains(why);
        assertThat(command("ann", "reject", key(), "--reason", "found a bug").stderr()).contains(why);
        assertThat(People.text(jenkins, "olga", page)).doesNotContain("name=\"override\"");
        assertThat(desk.decisions("p")).extracting(Decision::person).containsExactly(person);

        desk.open(pending("p").after(1, List.of()));
        assertThat(post("ann", page + "approve")).as("where it does not count any more").isEqualTo(200);
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
    void whatThePolicyRefusesAtTheLastMomentLiesOnTheDeskAgainAndMayBeOverridden() throws Exception {
        String page = open();
        assertThat(post("ann", page + "approve")).isEqualTo(200);
        desk.seal("p");

        assertThat(open("promotions are frozen")).isEqualTo(page);

        assertThat(answer("bob", page + "approve", "")).contains("the policy refuses this promotion: promotions are frozen");
        assertThat(post("olga", page + "override", "customer outage")).isEqualTo(200);
        assertThat(desk.decisions("p")).extracting(Decision::person).containsExactly("ann", "olga");
        assertThat(log()).extracting(LogEntry::event).containsOnlyOnce(LogEntry.Event.ASKED);
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
        assertThat(People.text(jenkins, "rita", build.getUrl())).contains("Waits for approval: 0 of 2 given");
    }

    @Test
    void saysInWordsWhoDecidedWhatAndWhyOneCanDecideNoMore() throws Exception {
        String page = open();
        post("ann", page + "approve", "looks good");

        assertThat(People.text(jenkins, "ann", page))
                .contains("Waits for approval: 1 of 2 given", "looks good", "You decided about this promotion already.", "1970-01-01 00:00:00 UTC")
                .doesNotContain("APPROVE", "name=\"approve\"", "1970-01-01T00:00:00Z");
        assertThat(People.text(jenkins, "bob", page)).contains("name=\"approve\"", "name=\"reject\"");
        assertThat(People.text(jenkins, "mia", page))
                .contains("the author of the build may not approve it")
                .doesNotContain("name=\"approve\"");
        assertThat(People.text(jenkins, "max", page)).contains("not a member of release-managers");
        assertThat(People.text(jenkins, "rita", page)).contains("takes the permission ML/Promote on the job");
    }

    @Test
    void theLogLeadsToTheBuildAsLongAsThereIsOne() throws Exception {
        post("ann", open() + "approve", "looks good");
        String link = "href=\"" + jenkins.contextPath + "/" + build.getUrl() + "\"";

        assertThat(People.text(jenkins, "rita", "ml-promotions/log/"))
                .contains(link, "Asked for", "Approved")
                .doesNotContain("ASKED", "APPROVED");
        build.delete();
        assertThat(People.text(jenkins, "rita", "ml-promotions/log/")).contains(job.getName() + " #1").doesNotContain(link);
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
