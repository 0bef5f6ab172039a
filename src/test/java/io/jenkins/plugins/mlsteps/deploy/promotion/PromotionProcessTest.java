package io.jenkins.plugins.mlsteps.deploy.promotion;

import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.DIGEST;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.NOW;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.STRICT;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.after;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.approve;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.gathered;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.passed;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.requested;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.ship;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest.Origin;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionProcessTest {
    private final PromotionProcess process = new PromotionProcess(STRICT);

    private Promotion awaiting() {
        return after(requested(), gathered(passed(NOW)));
    }

    private Promotion approved() {
        return after(awaiting(), approve("ann", "release-managers"), approve("bob", "release-managers"));
    }

    @Test
    void reachesDeployedWithAPassingGateAndTwoApprovalsAndRecordsEveryStep() {
        Promotion promotion = after(approved(), ship(NOW), new PromotionEvent.Served(NOW, "http://127.0.0.1:9000"));

        assertThat(promotion.stage()).isEqualTo(Stage.DEPLOYED);
        assertThat(promotion.history())
                .extracting(Deployment.Transition::state)
                .containsExactly(
                        "REQUESTED",
                        "EVIDENCE_CHECKED",
                        "AWAITING_APPROVAL",
                        "AWAITING_APPROVAL",
                        "AWAITING_APPROVAL",
                        "APPROVED",
                        "DEPLOYING",
                        "DEPLOYED");
        assertThat(promotion.history().get(0)).isEqualTo(new Deployment.Transition(NOW, "REQUESTED", "mia", "new data"));
    }

    @Test
    void refusesAModelWithoutAVerdict() {
        Promotion promotion = after(
                requested(), gathered(GateEvidence.absent("quality", "ml/gate/quality/verdict.dsse.json does not exist")));

        assertThat(promotion.stage()).isEqualTo(Stage.REFUSED);
        assertThat(promotion.reason())
                .isEqualTo("gate 'quality' has no verdict that counts: ml/gate/quality/verdict.dsse.json does not exist");
        assertThat(after(requested(), gathered()).reason()).isEqualTo("gate 'quality' has no verdict");
    }

    @Test
    void refusesAVerdictThatDidNotPassOrIsAboutAnotherModel() {
        GateEvidence failed = new GateEvidence("quality", null, false, DIGEST, "churn", List.of("auc >= 0.92"), false, NOW);
        GateEvidence other = new GateEvidence("quality", null, true, "sha256:" + "b".repeat(64), "churn", List.of(), true, NOW);

        assertThat(after(requested(), gathered(failed)).reason()).isEqualTo("gate 'quality' did not pass: auc >= 0.92");
        assertThat(after(requested(), gathered(other)).reason()).contains("judged sha256:bbb", "to be deployed is sha256:aaa");
    }

    @Test
    void hearsAPersonOnce() {
        Promotion asked = after(requested(Origin.JOB), gathered(passed(NOW)));

        Promotion twice = after(asked, approve("ann", "release-managers"), approve("Ann", "release-managers"));

        assertThat(twice.stage()).isEqualTo(Stage.AWAITING_APPROVAL);
        assertThat(twice.approvals()).hasSize(1);
        assertThat(twice.history().get(twice.history().size() - 1).toString()).contains("Ann", "has approved already");
    }

    @Test
    void takesAnOldVerdictOfAModelThatComesBackAndNothingElseThatThePolicyForbids() {
        Promotion back = requested(Origin.ROLLBACK);
        Instant longAgo = NOW.minus(Duration.ofDays(90));
        GateEvidence failed = new GateEvidence("quality", null, false, DIGEST, "churn", List.of(), true, longAgo);

        Promotion asked = after(back, gathered(passed(longAgo)));
        assertThat(asked.stage()).isEqualTo(Stage.AWAITING_APPROVAL);
        Promotion approved = after(asked, approve("ann", "release-managers"), approve("bob", "release-managers"));
        assertThat(after(approved, ship(NOW)).stage()).isEqualTo(Stage.DEPLOYING);

        assertThat(after(back, gathered()).reason()).isEqualTo("gate 'quality' has no verdict");
        assertThat(after(back, gathered(failed)).reason()).contains("did not pass");
        assertThat(after(back, gathered(passed(null))).reason()).contains("without a time");
        assertThat(after(back, gathered(passed(NOW.plus(Duration.ofHours(1))))).reason()).contains("from the future");
    }

    @Test
    void refusesAVerdictThatIsStaleFromTheFutureOrWithoutATime() {
        assertThat(after(requested(), gathered(passed(NOW.minus(Duration.ofHours(25))))).reason())
                .isEqualTo("gate 'quality' has a verdict that is 25.0 hours old, allowed are 24.0; run the gate again");
        assertThat(after(requested(), gathered(passed(NOW.plus(Duration.ofHours(1))))).reason()).contains("from the future");
        assertThat(after(requested(), gathered(passed(null))).reason()).contains("without a time");
    }

    @Test
    void refusesWhenTheVerdictWentStaleWhilePeopleThought() {
        Promotion promotion = after(approved(), ship(NOW.plus(Duration.ofHours(30))));

        assertThat(promotion.stage()).isEqualTo(Stage.REFUSED);
        assertThat(promotion.reason()).contains("30.0 hours old");
    }

    @Test
    void refusesAModelThatChangedAfterTheGateAndNamesTheFile() {
        Promotion promotion =
                after(approved(), new PromotionEvent.ShippingStarted(NOW, "sha256:c", "model.onnx was changed"));

        assertThat(promotion.stage()).isEqualTo(Stage.REFUSED);
        assertThat(promotion.reason()).contains("not what was judged", "model.onnx was changed");
    }

    @Test
    void countsEachPersonOnceWhateverTheCaseOfTheName() {
        Promotion promotion =
                after(awaiting(), approve("Ann", "release-managers"), approve("ann ", "release-managers"));

        assertThat(promotion.stage()).isEqualTo(Stage.AWAITING_APPROVAL);
    }

    @Test
    void doesNotCountTheAuthorOrAnOutsiderAndSaysWhy() {
        Promotion promotion =
                after(awaiting(), approve("MIA", "release-managers"), approve("zoe", "interns"), approve("bob", "release-managers"));

        assertThat(promotion.stage()).isEqualTo(Stage.AWAITING_APPROVAL);
        assertThat(promotion.history())
                .extracting(Deployment.Transition::why)
                .contains(
                        "does not count: the author of the build may not approve it",
                        "does not count: not a member of release-managers");
    }

    @Test
    void countsNoneOfSeveralAuthors() {
        PromotionRequest request = new PromotionRequest(
                "p", "churn", "production", "churn", DIGEST, "churn", List.of("mia", "ann"), null, Origin.JOB);
        Promotion promotion = after(
                Promotion.of(request, NOW),
                gathered(passed(NOW)),
                approve("ann", "release-managers"),
                approve("bob", "release-managers"));

        assertThat(request.author()).isEqualTo("mia, ann");
        assertThat(promotion.approvals()).extracting(Decision::person).containsExactly("bob");
    }

    @Test
    void readsTheOneAuthorThatEarlierVersionsKept() throws IOException {
        String request = Json.line(requested().request());

        assertThat(request).contains("\"authors\":[\"mia\"]");
        assertThat(Json.parse(request.replace("\"authors\":[\"mia\"]", "\"author\":\"mia\""), PromotionRequest.class))
                .isEqualTo(requested().request());
        assertThat(Json.parse(request.replace("\"authors\":[\"mia\"],", ""), PromotionRequest.class).authors())
                .isEmpty();
    }

    @Test
    void countsNoApprovalOfSomebodyWhoLeftTheGroup() {
        Decision ann = Decision.approve("ann", List.of("interns"), NOW);
        Promotion promotion = after(
                awaiting(), approve("ann", "release-managers"), new PromotionEvent.ApprovalsReviewed(NOW, List.of(ann)));

        assertThat(after(promotion, approve("bob", "release-managers")).stage()).isEqualTo(Stage.AWAITING_APPROVAL);
        assertThat(promotion.history())
                .extracting(Deployment.Transition::why)
                .contains("does not count any more: not a member of release-managers");
    }

    @Test
    void isRejectedByOneWhoMayDecideAndByNobodyElse() {
        PromotionEvent outsider = new PromotionEvent.Decided(Decision.reject("zoe", List.of(), "no", NOW));
        PromotionEvent manager =
                new PromotionEvent.Decided(Decision.reject("ann", List.of("release-managers"), "too risky", NOW));

        assertThat(after(awaiting(), outsider).stage()).isEqualTo(Stage.AWAITING_APPROVAL);
        assertThat(after(awaiting(), manager).stage()).isEqualTo(Stage.REJECTED);
        assertThat(after(awaiting(), manager).reason()).isEqualTo("too risky");
    }

    @Test
    void tellsAnAuthorWhoRejectsWhatToDoInstead() {
        PromotionEvent author =
                new PromotionEvent.Decided(Decision.reject("mia", List.of("release-managers"), "wrong data", NOW));

        Promotion promotion = after(awaiting(), author);

        assertThat(promotion.stage()).isEqualTo(Stage.AWAITING_APPROVAL);
        assertThat(promotion.history().get(promotion.history().size() - 1).why())
                .isEqualTo("does not count: the author of the build may not decide about it; abort the build instead (wrong data)");
    }

    @Test
    void refusesWhenTheAuthorIsUnknownButMustNotApprove() {
        Promotion anonymous = requested(null, Origin.JOB);

        assertThat(after(anonymous, gathered(passed(NOW))).reason()).contains("the build's author is unknown");
    }

    @Test
    void isRevivedByAnOverrideWithPermissionAndReason() {
        Promotion refused = after(requested(), gathered());
        PromotionEvent override = new PromotionEvent.Decided(Decision.override("ann", "customer outage", NOW));

        Promotion promotion = after(refused, override, ship(NOW));

        assertThat(promotion.stage()).isEqualTo(Stage.DEPLOYING);
        assertThat(promotion.overridden()).isTrue();
        assertThat(promotion.history())
                .extracting(Deployment.Transition::why)
                .contains("override: customer outage (although gate 'quality' has no verdict)");
    }

    @Test
    void ignoresAnOverrideWithoutReasonOrPermission() {
        Promotion refused = after(requested(), gathered());
        Decision silent = Decision.override("ann", " ", NOW);
        Decision powerless = new Decision(Decision.Kind.OVERRIDE, "zoe", List.of(), false, "please", NOW);

        assertThat(after(refused, new PromotionEvent.Decided(silent)).stage()).isEqualTo(Stage.REFUSED);
        assertThat(after(refused, new PromotionEvent.Decided(powerless)).stage()).isEqualTo(Stage.REFUSED);
    }

    @Test
    void doesNotShipAChangedModelEvenWithAnOverride() {
        PromotionEvent override = new PromotionEvent.Decided(Decision.override("ann", "customer outage", NOW));

        Promotion promotion = after(
                requested(), gathered(), override, new PromotionEvent.ShippingStarted(NOW, "sha256:other", null));

        assertThat(promotion.stage()).isEqualTo(Stage.REFUSED);
    }

    @Test
    void saysWhatCannotHappen() {
        assertThatThrownBy(() -> process.on(requested(), ship(NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a promotion that is REQUESTED cannot take ShippingStarted");
    }

    @Test
    void survivesAsJson() throws IOException {
        Promotion promotion = approved();

        assertThat(Json.parse(Json.line(promotion), Promotion.class)).isEqualTo(promotion);
    }
}
