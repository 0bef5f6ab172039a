package io.jenkins.plugins.mlsteps.deploy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest.Origin;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionProcessTest {
    private static final Instant NOW = Instant.parse("2026-03-11T12:00:00Z");
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private static final Policy STRICT = new Policy(
            List.of("quality"), 24.0, new Policy.Approvals(2, "release-managers", true), "absoluteOnly", List.of());

    private final PromotionProcess process = new PromotionProcess(STRICT);

    private static Promotion requested() {
        return requested(Origin.JOB);
    }

    private static Promotion requested(Origin origin) {
        return requested("mia", origin);
    }

    private static Promotion requested(String author, Origin origin) {
        return Promotion.of(
                new PromotionRequest("p1", "churn", "production", "churn", DIGEST, "churn", author, "new data", origin), NOW);
    }

    private static GateEvidence passed(Instant time) {
        return new GateEvidence("quality", null, true, DIGEST, "churn", List.of(), true, time);
    }

    private static PromotionEvent gathered(GateEvidence... evidence) {
        return new PromotionEvent.EvidenceGathered(NOW, List.of(evidence), false);
    }

    private static PromotionEvent approve(String person, String... groups) {
        return new PromotionEvent.Decided(Decision.approve(person, List.of(groups), NOW));
    }

    private static PromotionEvent ship(Instant time) {
        return new PromotionEvent.ShippingStarted(time, DIGEST, null);
    }

    private Promotion after(Promotion promotion, PromotionEvent... events) {
        Promotion last = promotion;
        for (PromotionEvent event : events) {
            last = process.on(last, event);
        }
        return last;
    }

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

    private static GateEvidence judgedBy(String job) {
        return new GateEvidence("quality", null, true, DIGEST, job, List.of(), true, NOW);
    }

    private static Policy forJobs(List<String> jobs, List<String> verdictsFrom) {
        return new Policy(List.of("quality"), null, null, null, null, jobs, verdictsFrom, null);
    }

    @Test
    void refusesAVerdictOfAnotherJobUnlessThePolicyAcceptsIt() {
        assertThat(after(requested(), gathered(judgedBy("lab/churn"))).reason())
                .startsWith("gate 'quality' was judged by job 'lab/churn', whose verdicts do not count here; accepted are those"
                        + " of 'churn' itself");
        assertThat(after(requested(), gathered(judgedBy(null))).reason()).contains("does not say which job it is of");

        PromotionProcess lab = new PromotionProcess(forJobs(null, List.of("lab/*")));
        assertThat(lab.on(requested(), gathered(judgedBy("lab/churn"))).stage()).isEqualTo(Stage.APPROVED);
        assertThat(lab.on(requested(), gathered(judgedBy("churn"))).reason()).endsWith("accepted are those of lab/*");
        assertThat(lab.on(requested(), gathered(judgedBy("lab/deep/churn"))).stage()).isEqualTo(Stage.REFUSED);
    }

    private static PromotionProcess asking(List<String> rules, String baseline, String firstModel) {
        RequiredGate gate = new RequiredGate("quality", rules, baseline);
        return new PromotionProcess(new Policy(List.of(gate), null, null, firstModel, null, null, null, null, null));
    }

    private static GateEvidence measured(double auc, Verdict.Baseline baseline) {
        GateEvidence.Measured numbers = new GateEvidence.Measured(Map.of("auc", auc), baseline, null);
        return new GateEvidence("quality", null, true, DIGEST, "churn", List.of(), true, NOW, false, numbers);
    }

    @Test
    void judgesTheRulesOfThePolicyByTheNumbersOfTheVerdictWhateverTheGateAskedFor() {
        PromotionProcess process = asking(List.of("auc >= 0.9"), null, null);

        assertThat(process.on(requested(), gathered(measured(0.95, null))).stage()).isEqualTo(Stage.APPROVED);
        assertThat(process.on(requested(), gathered(measured(0.5, null))).reason())
                .isEqualTo("gate 'quality' does not satisfy the policy: auc = 0.5 does not meet >= 0.9");
        assertThat(process.on(requested(), gathered(passed(NOW))).reason()).contains("has a verdict without numbers");
        assertThat(asking(List.of("f1 >= 0.9"), null, null)
                        .on(requested(), gathered(measured(0.95, null)))
                        .reason())
                .contains("names 'f1', which is not a metric of the model");
        assertThat(asking(List.of("slices.all(s, slices[s].recall >= 0.7)"), null, null)
                        .on(requested(), gathered(measured(0.95, null)))
                        .reason())
                .contains("speaks of slices, but no slice is judged");
    }

    @Test
    void asksForTheBaselineOfThePolicyUnlessAFirstModelMayDoWithout() {
        List<String> rules = List.of("auc >= baseline.auc");
        Verdict.Baseline weak = new Verdict.Baseline("weak.json", null, Map.of("auc", 0.1));
        Verdict.Baseline served = new Verdict.Baseline("production", null, Map.of("auc", 0.9));
        PromotionProcess process = asking(rules, "production", "pass");

        assertThat(process.on(requested(), gathered(measured(0.95, served))).stage()).isEqualTo(Stage.APPROVED);
        assertThat(process.on(requested(), gathered(measured(0.8, served))).stage()).isEqualTo(Stage.REFUSED);
        assertThat(process.on(requested(), gathered(measured(0.95, weak))).reason())
                .isEqualTo("gate 'quality' compared with 'weak.json', the policy asks for 'production'");
        assertThat(process.on(requested(), gathered(measured(0.95, null))).reason()).contains("compared with nothing");
        PromotionEvent first = new PromotionEvent.EvidenceGathered(NOW, List.of(measured(0.95, null)), true);
        assertThat(process.on(requested(), first).stage()).isEqualTo(Stage.APPROVED);
        assertThat(asking(rules, null, null).on(requested(), first).reason()).contains("compared with nothing");
    }

    @Test
    void refusesReplaysAndTheirVerdictsUnlessThePolicyAcceptsThem() {
        GateEvidence numbers = measured(0.95, null);
        GateEvidence ofReplay =
                new GateEvidence("quality", null, true, DIGEST, "churn", List.of(), true, NOW, true, numbers.measured());
        List<RequiredGate> gates = List.of(RequiredGate.named("quality"));
        PromotionProcess strict = new PromotionProcess(new Policy(gates, null, null, null, null, null, null, null, null));
        PromotionProcess lax = new PromotionProcess(new Policy(gates, null, null, null, null, null, null, null, true));

        assertThat(strict.on(requested(), gathered(ofReplay)).reason()).contains("was judged by a replayed build");
        assertThat(strict.on(requested(Origin.REPLAY), gathered(numbers)).reason()).startsWith("the build is a replay");
        assertThat(lax.on(requested(Origin.REPLAY), gathered(ofReplay)).stage()).isEqualTo(Stage.APPROVED);
        assertThat(new PromotionProcess(Policy.open()).on(requested(Origin.REPLAY), gathered()).stage())
                .isEqualTo(Stage.APPROVED);
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
    void refusesAJobThatThePolicyDoesNotNameAndAVerdictDoesNotHelp() {
        PromotionProcess process = new PromotionProcess(forJobs(List.of("release/**", "churn-?"), null));
        GateEvidence own = judgedBy("churn");

        assertThat(process.on(requested(), gathered(own)).reason())
                .isEqualTo("job 'churn' may not promote into production; those that may are release/**, churn-?");
    }

    @ParameterizedTest
    @CsvSource({
        "team/churn/main, team/churn/main, true",
        "team/churn/main, team/churn/main2, false",
        "team/*/main, team/churn/main, true",
        "team/*/main, team/a/b/main, false",
        "team/**, team/a/b/main, true",
        "team/**, teams/a, false",
        "churn-?, churn-1, true",
        "churn-?, churn-10, false",
        "churn.x, churnyx, false",
        "team/churn/release%2F*, team/churn/release%2F1.4, true",
    })
    void aPatternNamesWholeJobs(String pattern, String job, boolean matches) {
        assertThat(new JobPatterns(List.of(pattern)).match(job)).isEqualTo(matches);
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
    void isRejectedByOneWhoMayDecideAndByNobodyElse() {
        PromotionEvent outsider = new PromotionEvent.Decided(Decision.reject("zoe", List.of(), "no", NOW));
        PromotionEvent manager =
                new PromotionEvent.Decided(Decision.reject("ann", List.of("release-managers"), "too risky", NOW));

        assertThat(after(awaiting(), outsider).stage()).isEqualTo(Stage.AWAITING_APPROVAL);
        assertThat(after(awaiting(), manager).stage()).isEqualTo(Stage.REJECTED);
        assertThat(after(awaiting(), manager).reason()).isEqualTo("too risky");
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
    void refusesAFirstModelWhereThePolicySaysFailAndAnUnknownWord() {
        Policy fail = new Policy(null, null, null, "fail", null);
        Policy odd = new Policy(null, null, null, "maybe", null);
        PromotionEvent first = new PromotionEvent.EvidenceGathered(NOW, List.of(), true);

        assertThat(new PromotionProcess(fail).on(requested(), first).reason()).contains("first model of this endpoint");
        assertThat(new PromotionProcess(fail).on(requested(), gathered()).stage()).isEqualTo(Stage.APPROVED);
        assertThat(new PromotionProcess(odd).on(requested(), gathered()).reason()).contains("firstModel: 'maybe'");
    }

    @Test
    void refusesAFirstModelThatWasOnlyComparedWithNothing() {
        GateEvidence compared = new GateEvidence("quality", null, true, DIGEST, "churn", List.of(), false, NOW);
        PromotionEvent first = new PromotionEvent.EvidenceGathered(NOW, List.of(compared), true);

        assertThat(after(requested(), first).reason())
                .contains("no required gate made a check that stands without a baseline", "firstModel: absoluteOnly");
        assertThat(after(requested(), gathered(compared)).stage()).isEqualTo(Stage.AWAITING_APPROVAL);
    }

    @Test
    void needsNothingWhereThePolicyIsOpen() {
        Promotion promotion = new PromotionProcess(Policy.open()).on(requested(), gathered());

        assertThat(promotion.stage()).isEqualTo(Stage.APPROVED);
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
