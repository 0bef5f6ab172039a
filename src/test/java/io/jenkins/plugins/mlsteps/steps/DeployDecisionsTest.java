package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoint;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.host.UnreachableException;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people decide, and what may change while they think. */
class DeployDecisionsTest extends Deploying {
    @Test
    void refusesAModelOfWhichAByteChangedAfterTheGateAndNamesTheFile() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        Files.writeString(MlDirectory.in(workspace).model("churn").resolve("signature.json"), "{}");
        approve("ann");
        approve("bob");

        assertThatThrownBy(() -> driveUntil(host, waiting, Turns.DONE))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("the model is not what was judged (" + digest + "): signature.json was changed");
        assertThat(endpoints()).isEmpty();
    }

    @Test
    void waitsForPeopleAcrossRestartsAndAsksThemOnce() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        assertThat(desk.open.values()).singleElement().satisfies(it -> {
            assertThat(it.request().digest()).isEqualTo(digest);
            assertThat(it.request().author()).isEqualTo("mia");
            assertThat(it.unmet()).isEmpty();
        });
        approve("mia");
        approve("ann");
        waiting = driveUntil(host, waiting, Turns.WAITING_FOR_PEOPLE).state();
        assertThat(endpoints()).isEmpty();
        approve("bob");

        driveUntil(host, waiting, Turns.DONE);

        assertThat(endpoints()).singleElement().matches(LocalEndpoint::running);
        assertThat(desk.open).isEmpty();
        assertThat(desk.outcomes).containsExactly(Stage.DEPLOYED);
        assertThat(deployment().history())
                .extracting(Deployment.Transition::by)
                .contains("ann", "bob");
        String title = "deployEndpoint 'churn' in production: ";
        assertThat(host.lines())
                .containsSubsequence(
                        title + "waits for 2 approvals of managers, not the author",
                        title + "mia does not count: the author of the build may not approve it",
                        title + "ann approves",
                        title + "bob approves",
                        title + "approved by policy: 2 approvals of managers, not the author");
    }

    @Test
    void asksNobodyAboutWhatCannotBeDeployedAnyway() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS).withoutRuntime("ONNX Runtime is not here");

        assertThatThrownBy(() -> driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE))
                .isInstanceOf(StepFailure.class)
                .hasMessage("deployEndpoint 'churn' in production: ONNX Runtime is not here");
        assertThat(desk.open).isEmpty();
    }

    @Test
    void countsNoApprovalOfSomebodyWhoMayNotApproveAnyMore() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        approve("ann");
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        desk.dismissed.add("ann");
        approve("bob");
        waiting = driveUntil(host, waiting, Turns.WAITING_FOR_PEOPLE).state();

        assertThat(waiting.promotion().approvals()).extracting(Decision::person).containsExactly("bob");
        assertThat(waiting.promotion().history())
                .extracting(Deployment.Transition::why)
                .contains("does not count any more: no permission to promote");
        assertThat(waiting.promotion().history())
                .extracting(Deployment.Transition::time)
                .isSorted();
        String title = "deployEndpoint 'churn' in production: ";
        assertThat(host.lines())
                .containsSubsequence(
                        title + "ann approves",
                        title + "ann does not count any more: no permission to promote",
                        title + "bob approves");
        assertThat(desk.open.values()).singleElement().satisfies(it -> {
            assertThat(it.heard()).isEqualTo(2);
            assertThat(it.approvers()).containsExactly("bob");
        });
        assertThat(endpoints()).isEmpty();
    }

    @Test
    void waitsForAnotherApprovalWhenAnApproverIsGoneBeforeTheLastOneIsHeardInTheSameTurn() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        approve("ann");
        desk.dismissed.add("ann");
        approve("bob");

        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();

        assertThat(waiting.promotion().stage()).isEqualTo(Stage.AWAITING_APPROVAL);
        assertThat(waiting.promotion().approvals()).extracting(Decision::person).containsExactly("bob");
        String title = "deployEndpoint 'churn' in production: ";
        assertThat(host.lines())
                .containsSubsequence(
                        title + "ann approves",
                        title + "ann does not count any more: no permission to promote",
                        title + "bob approves")
                .noneMatch(line -> line.contains("approved by policy"));
        assertThat(desk.open.values()).singleElement().satisfies(it -> assertThat(it.refused()).isFalse());
        assertThat(endpoints()).isEmpty();
        approve("carl");

        driveUntil(host, waiting, Turns.DONE);

        assertThat(desk.outcomes).containsExactly(Stage.DEPLOYED);
    }

    @Test
    void whoGotThePermissionBackMayApproveAgain() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        approve("ann");
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        desk.dismissed.add("ann");
        approve("bob");
        waiting = driveUntil(host, waiting, Turns.WAITING_FOR_PEOPLE).state();
        desk.dismissed.clear();
        waiting = driveUntil(host, waiting, Turns.WAITING_FOR_PEOPLE).state();
        assertThat(endpoints()).isEmpty();
        approve("ann");

        driveUntil(host, waiting, Turns.DONE);

        assertThat(desk.outcomes).containsExactly(Stage.DEPLOYED);
    }

    @Test
    void asksOnceMoreWhoMayApproveWhenTheModelIsShipped() throws Exception {
        pass();
        approve("ann");
        approve("bob");
        desk.dismissed.add("bob");

        assertThat(refusal(TestHost.production(workspace, TWO_MANAGERS))).contains("approvals are missing: 2 approvals");
        assertThat(endpoints()).isEmpty();
    }

    @Test
    void shipsNothingByAnOverrideOfSomebodyWhoMayNotOverrideAnyMore() throws Exception {
        desk.decisions.add(Decision.override("ann", "customer outage", Instant.now()));
        desk.dismissed.add("ann");

        assertThat(refusal(TestHost.production(workspace, GATED)))
                .contains("the override of ann does not count any more: no permission to override");
        assertThat(deployment().override()).isNull();
        assertThat(endpoints()).isEmpty();
    }

    @Test
    void whatIsRefusedWhenItIsShippedMayBeOverriddenToo() throws Exception {
        pass();
        Policy patient = new Policy(List.of("quality"), 24.0, TWO_MANAGERS.approvals(), null, null, null, null, 2.0);
        TestHost host = TestHost.production(workspace, patient);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        approve("ann");
        approve("bob");
        TestHost later = host.at(Clock.fixed(Instant.now().plus(Duration.ofHours(48)), ZoneOffset.UTC));

        DeployState refused = driveUntil(later, waiting, Turns.WAITING_FOR_PEOPLE).state();
        assertThat(desk.sealed).isFalse();
        assertThat(desk.open.values()).singleElement().satisfies(it -> assertThat(it.unmet())
                .singleElement()
                .asString()
                .contains("48.0 hours old"));
        desk.decisions.add(Decision.override("eve", "customer outage", Instant.now()));
        driveUntil(later, refused, Turns.DONE);

        assertThat(deployment().override().by()).isEqualTo("eve");
    }

    @Test
    void endsWhenOneOfThemRejects() throws Exception {
        pass();
        desk.decisions.add(Decision.reject("ann", List.of("managers"), "too risky", Instant.now()));

        assertThat(refusal(TestHost.production(workspace, TWO_MANAGERS))).contains("rejected: too risky");
        assertThat(deployment().status()).isEqualTo(Deployment.Status.REFUSED);
    }

    @Test
    void aRejectionAfterTheLastApprovalIsInTimeUntilTheModelIsShipped() throws Exception {
        pass();
        approve("ann");
        approve("bob");
        desk.decisions.add(Decision.reject("eve", List.of("managers"), "found a bug", Instant.now()));

        assertThat(refusal(TestHost.production(workspace, TWO_MANAGERS))).contains("rejected: found a bug");
        assertThat(endpoints()).isEmpty();
    }

    @Test
    void aPolicyThatBecameStricterCountsForWhatWaits() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployStep step = step(host);
        DeployState waiting = approvedByTwo(step);
        Policy stricter = new Policy(List.of("quality", "safety"), 24.0, TWO_MANAGERS.approvals(), null, null);
        host.with(TestHost.production(workspace, stricter).administration());

        assertThatThrownBy(() -> end(step, waiting)).hasMessageContaining("gate 'safety' has no verdict that counts");
        assertThat(endpoints()).isEmpty();
    }

    @Test
    void oneApprovalIsEnoughWithoutAnotherDecisionOnceThePolicyAsksForOne() throws Exception {
        pass();
        approve("ann");
        DeployState waiting = driveUntil(TestHost.production(workspace, TWO_MANAGERS), DeployState.initial(), Turns.WAITING_FOR_PEOPLE).state();

        TestHost milder = TestHost.production(workspace, asking(1, "managers"));
        driveUntil(milder, waiting, Turns.DONE);

        assertThat(desk.outcomes).containsExactly(Stage.DEPLOYED);
        assertThat(milder.lines()).contains("deployEndpoint 'churn' in production: approved by policy: 1 approval of managers");
    }

    @Test
    void aMilderPolicyDeploysNothingByTheApprovalOfSomebodyWhoMayNotApproveAnyMore() throws Exception {
        pass();
        approve("ann");
        DeployState waiting = driveUntil(TestHost.production(workspace, TWO_MANAGERS), DeployState.initial(), Turns.WAITING_FOR_PEOPLE).state();
        desk.dismissed.add("ann");

        waiting = driveUntil(TestHost.production(workspace, asking(1, "managers")), waiting, Turns.WAITING_FOR_PEOPLE).state();

        assertThat(waiting.promotion().approvals()).isEmpty();
        assertThat(endpoints()).isEmpty();
    }

    @Test
    void theDeskAsksForWhatThePolicyAsksForByNow() throws Exception {
        pass();
        approve("ann");
        DeployState waiting = driveUntil(TestHost.production(workspace, TWO_MANAGERS), DeployState.initial(), Turns.WAITING_FOR_PEOPLE).state();
        Policy others = asking(1, "auditors");

        waiting = driveUntil(TestHost.production(workspace, others), waiting, Turns.WAITING_FOR_PEOPLE).state();

        assertThat(desk.open.values()).singleElement().satisfies(it -> assertThat(it.approvals()).isEqualTo(others.approvals()));
        assertThat(waiting.promotion().approvals()).isEmpty();
        assertThat(waiting.promotion().history())
                .extracting(Deployment.Transition::why)
                .contains("does not count any more: not a member of auditors");
        assertThat(endpoints()).isEmpty();
    }

    private static Policy asking(int count, String group) {
        return new Policy(List.of("quality"), 24.0, new Policy.Approvals(count, group, false), null, null);
    }

    @Test
    void shipsToTheTargetThatTheEnvironmentHasByNow() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployStep step = step(host);
        DeployState waiting = approvedByTwo(step);
        TargetConfig elsewhere = TargetConfig.of(TargetConfig.Type.ssh);
        host.with(TestHost.production(workspace, TWO_MANAGERS, elsewhere).administration());

        assertThatThrownBy(() -> end(step, waiting)).hasMessageContaining("has a target of type ssh");
        assertThat(endpoints()).isEmpty();
    }

    @Test
    void waitsWhileItsEnvironmentIsNotDefinedAlsoOverARestart() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        TestHost without = new TestHost(workspace).with(Administration.none());
        approve("ann");
        approve("bob");

        DeployState still = driveUntil(without, waiting, Turns.WAITING_FOR_PEOPLE).state();

        assertThat(still).isEqualTo(waiting);
        assertThat(without.lines())
                .singleElement()
                .asString()
                .startsWith("deployEndpoint 'churn' in production: waits until there is the environment again, or the build is aborted: ");
        driveUntil(host, still, Turns.DONE);
        assertThat(desk.outcomes).containsExactly(Stage.DEPLOYED);
    }

    @Test
    void keepsWhatWasApprovedWhereItsEnvironmentIsGoneBeforeItIsShipped() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployStep step = step(host);
        DeployState shipping = approvedByTwo(step);
        while (shipping.phase() != DeployState.Phase.SHIP) {
            shipping = step.advance(shipping).state();
        }
        host.with(Administration.none());

        assertThat(step.advance(shipping).state()).isEqualTo(shipping);

        step(host).abort(shipping, "stopped by ann");
        assertThat(desk.open).isEmpty();
        assertThat(deployment().reason()).isEqualTo("aborted: stopped by ann");
    }

    @Test
    void failsWithoutItsEnvironmentWhereItIsReadOnceOnly() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        desk.decidesLater = false;

        assertThatThrownBy(() -> step(new TestHost(workspace).with(Administration.none())).advance(waiting))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("environment 'production' is not defined");
    }

    /** Before the step looks at what was decided. */
    private DeployState approvedByTwo(DeployStep step) throws Exception {
        DeployState state = step.initial();
        while (desk.open.isEmpty()) {
            state = step.advance(state).state();
        }
        approve("ann");
        approve("bob");
        return state;
    }

    private static void end(DeployStep step, DeployState from) throws Exception {
        DeployState state = from;
        for (Turn<DeployState, DeployResult> turn = step.advance(state); turn.result().isEmpty(); turn = step.advance(state)) {
            state = turn.state();
        }
    }

    @Test
    void endsWithARecordWhenNobodyCanBeAsked() throws Exception {
        pass();
        desk.nobody = "nobody can be asked for more approvals";

        assertThat(refusal(TestHost.production(workspace, TWO_MANAGERS)))
                .isEqualTo("deployEndpoint 'churn' in production: failed: nobody can be asked for more approvals");
        assertThat(deployment().status()).isEqualTo(Deployment.Status.FAILED);
        assertThat(desk.open).isEmpty();
    }

    @Test
    void isOverriddenByAPersonWithPermissionAndReasonWhichAreWrittenDown() throws Exception {
        desk.decisions.add(Decision.override("ann", "customer outage", Instant.now()));

        deploy(TestHost.production(workspace, GATED));

        assertThat(deployment().history())
                .anyMatch(step -> "ann".equals(step.by()) && step.why().startsWith("override: customer outage"));
        assertThat(deployment().override().by()).isEqualTo("ann");
        assertThat(deployment().override().why()).isEqualTo("customer outage");        assertThat(deployment().verdicts()).isEmpty();
    }

    @Test
    void aRefusedPromotionWaitsForAnOverrideAsLongAsThePolicySaysAndNoLonger() throws Exception {
        Policy patient = new Policy(List.of("quality"), null, null, null, null, null, null, 2.0);
        TestHost host = TestHost.production(workspace, patient);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        assertThat(desk.open.values()).singleElement().matches(PendingPromotion::refused);
        assertThat(host.lines().get(host.lines().size() - 1)).contains("refused by the policy", "waits 2.0 h for somebody");

        TestHost tooLate = host.at(Clock.fixed(Instant.now().plus(Duration.ofHours(3)), ZoneOffset.UTC));
        assertThatThrownBy(() -> driveUntil(tooLate, waiting, Turns.DONE)).hasMessageContaining("refused by the policy");

        desk.decisions.add(Decision.override("ann", "customer outage", Instant.now()));
        driveUntil(host, waiting, Turns.DONE);
        assertThat(deployment().status()).isEqualTo(Deployment.Status.DEPLOYED);
        assertThat(desk.outcomes).containsExactly(Stage.REFUSED, Stage.DEPLOYED);
    }

    @Test
    void abortingARefusedPromotionThatWaitsClearsTheDesk() throws Exception {
        Policy patient = new Policy(List.of("quality"), null, null, null, null, null, null, 2.0);
        TestHost host = TestHost.production(workspace, patient);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();

        step(host).abort(waiting, "Ctrl-C");

        assertThat(desk.open).isEmpty();
        assertThat(desk.outcomes).containsExactly(Stage.REFUSED);
        assertThat(deployment().status()).isEqualTo(Deployment.Status.REFUSED);
    }

    /** As when the node is removed: another attempt of the build asks anew. */
    @Test
    void abortingAPromotionThatWaitsClearsTheDeskAlsoWhenTheWorkspaceCannotBeReached() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        host.away = true;

        assertThatThrownBy(() -> step(host).abort(waiting, "Agent was removed")).isInstanceOf(UnreachableException.class);

        assertThat(desk.open).isEmpty();
        assertThat(desk.outcomes).containsExactly(Stage.FAILED);
    }

    @Test
    void everyPromotionEndsAtTheDeskAlsoOneThatNobodyWasAskedAbout() throws Exception {
        deploy(TestHost.production(workspace, Policy.open()));

        assertThat(desk.open).isEmpty();
        assertThat(desk.outcomes).containsExactly(Stage.DEPLOYED);
    }

    @Test
    void refusesWhatWentStaleWhilePeopleThought() throws Exception {
        pass();
        TestHost host = TestHost.production(workspace, TWO_MANAGERS);
        DeployState waiting = driveUntil(host, step(host).initial(), Turns.WAITING_FOR_PEOPLE).state();
        approve("ann");
        approve("bob");
        TestHost later = host.at(Clock.fixed(Instant.now().plus(Duration.ofHours(48)), ZoneOffset.UTC));

        assertThatThrownBy(() -> driveUntil(later, waiting, Turns.DONE)).hasMessageContaining("48.0 hours old");
    }
}
