package io.jenkins.plugins.mlsteps.deploy.promotion;

import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.DIGEST;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.NOW;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.SERVING;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.after;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.gathered;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.passed;
import static io.jenkins.plugins.mlsteps.deploy.promotion.Promotions.requested;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest.Origin;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Reason;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.Narrowing;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What policies of an environment ask of a promotion. */
class PolicyTest {
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
        return measured(auc, null, baseline);
    }

    private static GateEvidence measured(double auc, String comparedWith, Verdict.Baseline baseline) {
        GateEvidence.Measured numbers = new GateEvidence.Measured(Map.of("auc", auc), comparedWith, baseline, null);
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
        Verdict.Baseline served = new Verdict.Baseline("production/churn revision 7", SERVING.digest(), Map.of("auc", 0.9));
        PromotionProcess process = asking(rules, "production", "pass");

        assertThat(process.on(requested(), gathered(measured(0.95, "production", served))).stage()).isEqualTo(Stage.APPROVED);
        assertThat(process.on(requested(), gathered(measured(0.8, "production", served))).stage()).isEqualTo(Stage.REFUSED);
        assertThat(process.on(requested(), gathered(measured(0.95, weak))).reason())
                .isEqualTo("gate 'quality' compared with 'weak.json', the policy asks for 'production'");
        assertThat(process.on(requested(), gathered(measured(0.95, null, new Verdict.Baseline("production", null, Map.of("auc", 0.1)))))
                        .reason())
                .as("a file of the workspace that is called so")
                .endsWith("the policy asks for 'production'");
        assertThat(process.on(requested(), gathered(measured(0.95, null))).reason()).contains("compared with nothing");
        PromotionEvent first = new PromotionEvent.EvidenceGathered(NOW, List.of(measured(0.95, null)), null);
        assertThat(process.on(requested(), first).stage()).isEqualTo(Stage.APPROVED);
        assertThat(asking(rules, null, null).on(requested(), first).reason()).contains("compared with nothing");
    }

    @Test
    void doesNotTakeTheWordOfThePipelineForWhatServes() {
        Verdict.Baseline served = new Verdict.Baseline(
                "production/churn revision 7", SERVING.digest(), Map.of("auc", 0.1), "weak.csv");

        assertThat(asking(List.of("auc >= baseline.auc"), "production", "pass")
                        .on(requested(), gathered(measured(0.6, "production", served)))
                        .reason())
                .contains("measured the baseline by 'weak.csv', which the pipeline writes itself", "leave baselinePredictions out");
        assertThat(asking(List.of("auc >= 0.5"), null, "pass")
                        .on(requested(), gathered(measured(0.6, "production", served)))
                        .stage())
                .as("where the policy names no baseline")
                .isEqualTo(Stage.APPROVED);
    }

    @Test
    void refusesAModelThatWasComparedWithWhatDoesNotServeAnyMore() {
        GateEvidence verdict = measured(
                0.95, "production", new Verdict.Baseline("production/churn revision 6", "sha256:6", Map.of("auc", 0.9)));
        GateEvidence first = measured(0.95, "production", null);
        GateEvidence elsewhere = measured(0.95, "staging", new Verdict.Baseline("staging/churn revision 1", "sha256:1", Map.of()));
        PromotionProcess process = asking(List.of(), null, "pass");
        PromotionEvent itself =
                new PromotionEvent.EvidenceGathered(NOW, List.of(verdict), new Serving("churn", DIGEST));
        PromotionEvent otherName = new PromotionEvent.EvidenceGathered(NOW, List.of(first), new Serving("fraud", "sha256:9"));
        PromotionEvent unknown = new PromotionEvent.EvidenceGathered(NOW, List.of(first), new Serving("churn", null));

        assertThat(process.on(requested(), gathered(verdict)).reason())
                .isEqualTo("gate 'quality' compared with sha256:6, but " + SERVING.digest() + " serves now; run the gate again");
        assertThat(process.on(requested(), gathered(first)).reason()).contains("compared with nothing, but " + SERVING.digest());
        assertThat(process.on(requested(), unknown).reason()).contains("a model of unknown digest serves now");
        assertThat(process.on(requested(), gathered(elsewhere)).stage()).isEqualTo(Stage.APPROVED);
        assertThat(process.on(requested(), itself).stage()).isEqualTo(Stage.APPROVED);
        assertThat(process.on(requested(), otherName).stage()).isEqualTo(Stage.APPROVED);
        assertThat(process.on(requested(Origin.ROLLBACK), gathered(verdict)).stage()).isEqualTo(Stage.APPROVED);
    }

    @Test
    void refusesAModelThatWasComparedWithAnotherEndpointThanTheOneItWouldReplace() {
        GateEvidence decoy = measured(
                0.4, "production", new Verdict.Baseline("production/decoy revision 1", "sha256:1", Map.of("auc", 0.3)));
        PromotionProcess process = asking(List.of("auc >= baseline.auc"), "production", "pass");
        PromotionEvent replaces = new PromotionEvent.EvidenceGathered(NOW, List.of(decoy), new Serving("fraud", "sha256:9"));
        PromotionEvent elsewhere = new PromotionEvent.EvidenceGathered(NOW, List.of(decoy), null);

        assertThat(process.on(requested(), replaces).reason())
                .isEqualTo("gate 'quality' compared with 'production/decoy revision 1', but under endpoint '"
                        + requested().request().endpoint()
                        + "' serves model 'fraud'; train the model under that name, or deploy it under the endpoint that it was"
                        + " compared with");
        assertThat(process.on(requested(), elsewhere).stage()).isEqualTo(Stage.APPROVED);
    }

    @Test
    void refusesAtShippingWhatWasOvertakenWhilePeopleThought() {
        GateEvidence verdict =
                measured(0.95, "production", new Verdict.Baseline("production/churn revision 7", SERVING.digest(), Map.of()));
        PromotionProcess process = asking(List.of(), null, null);
        Promotion approved = process.on(requested(), gathered(verdict));
        PromotionEvent ship =
                new PromotionEvent.ShippingStarted(NOW, DIGEST, null, List.of(verdict), new Serving("churn", "sha256:8"));

        assertThat(approved.stage()).isEqualTo(Stage.APPROVED);
        assertThat(process.on(approved, ship).reason()).contains("but sha256:8 serves now");
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
    void refusesAFirstModelWhereThePolicySaysFailAndAnUnknownWord() {
        Policy fail = new Policy(null, null, null, "fail", null);
        Policy odd = new Policy(null, null, null, "maybe", null);
        PromotionEvent first = new PromotionEvent.EvidenceGathered(NOW, List.of(), null);

        assertThat(new PromotionProcess(fail).on(requested(), first).reason()).contains("first model of this endpoint");
        assertThat(new PromotionProcess(fail).on(requested(), gathered()).stage()).isEqualTo(Stage.APPROVED);
        assertThat(new PromotionProcess(odd).on(requested(), gathered()).reason()).contains("firstModel: 'maybe'");
    }

    @Test
    void refusesAFirstModelThatWasOnlyComparedWithNothing() {
        GateEvidence compared = new GateEvidence("quality", null, true, DIGEST, "churn", List.of(), false, NOW);
        PromotionEvent first = new PromotionEvent.EvidenceGathered(NOW, List.of(compared), null);

        assertThat(after(requested(), first).reason())
                .contains("no required gate made a check that stands without a baseline", "firstModel: absoluteOnly");
        assertThat(after(requested(), gathered(compared)).stage()).isEqualTo(Stage.AWAITING_APPROVAL);
    }

    @Test
    void refusesAFirstModelForWhichOnlyAGateVouchesThatAFolderAdded() {
        GateEvidence compared = new GateEvidence("quality", null, true, DIGEST, "churn", List.of(), false, NOW);
        GateEvidence trivial = new GateEvidence("own", null, true, DIGEST, "churn", List.of(), true, NOW);
        Environment all = new Environment(null, null, new Policy(List.of("quality"), null, null, "absoluteOnly", null));
        Policy own = new Policy(List.of("own"), null, null, null, null);
        Policy policy = new Narrowing(null, null, Map.of("production", own))
                .of(new Administration(Map.of("production", all), null, null))
                .environments()
                .get("production")
                .policy();
        PromotionEvent first = new PromotionEvent.EvidenceGathered(NOW, List.of(compared, trivial), null);

        assertThat(new PromotionProcess(policy).on(requested(), first).reason())
                .contains("no required gate made a check that stands without a baseline");
    }

    @Test
    void refusesInNoMoreWordsThanAReasonMayHave() {
        List<String> failed = Collections.nCopies(20, "auc >= 0." + "9".repeat(1000));
        GateEvidence evidence = new GateEvidence("quality", null, false, DIGEST, "churn", failed, true, NOW);

        Promotion refused = after(requested(), gathered(evidence));
        assertThat(refused.reason()).startsWith("gate 'quality' did not pass: auc >= 0.9").hasSize(Reason.LONGEST);
        assertThat(refused.history()).allMatch(it -> it.why().length() <= Reason.LONGEST);
    }

    @Test
    void needsNothingWhereThePolicyIsOpen() {
        Promotion promotion = new PromotionProcess(Policy.open()).on(requested(), gathered());

        assertThat(promotion.stage()).isEqualTo(Stage.APPROVED);
    }
}
