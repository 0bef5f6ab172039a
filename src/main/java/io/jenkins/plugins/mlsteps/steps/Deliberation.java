package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionEvent;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionProcess;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.steps.DeployState.Phase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays a promotion that waits for people on the approval desk, and takes what they decide into account. */
record Deliberation(Host host, DeploySpec spec, ApprovalDesk desk, Policy policy) {
    static final Duration BETWEEN_LOOKS_AT_THE_DESK = Duration.ofSeconds(2);

    Turn<DeployState, DeployResult> advance(DeployState state) throws IOException, InterruptedException {
        Promotion promotion = state.promotion();
        if (!state.asked()) {
            desk.open(pending(state));
            sayWhatIsAwaited(promotion);
            return DeployStep.now(state.onTheDesk());
        }
        try {
            return decide(state, desk.decisions(promotion.request().id()));
        } catch (StepFailure nobodyCanBeAsked) {
            Promotion failed = PromotionProcess.givenUp(promotion, now(), nobodyCanBeAsked.getMessage());
            return DeployStep.now(state.next(Phase.WRITE_DOWN, failed));
        }
    }

    private Turn<DeployState, DeployResult> decide(DeployState state, List<Decision> decisions)
            throws IOException, InterruptedException {
        DeployState decided = heard(state, decisions);
        Promotion promotion = decided.promotion();
        if (promotion.stage() == Stage.AWAITING_APPROVAL || mayYetBeOverridden(promotion)) {
            desk.open(pending(decided)); // the policy may be another by now, and an approval count no more
            return Turn.again(decided, BETWEEN_LOOKS_AT_THE_DESK);
        }
        return DeployStep.now(
                promotion.stage() == Stage.REFUSED
                        ? decided.next(Phase.WRITE_DOWN, promotion)
                        : decided.continuedWith(promotion));
    }

    /** Takes no more decisions, and takes account of the last: a rejection before the model is shipped is one in time. */
    DeployState seal(DeployState state) throws IOException, InterruptedException {
        return state.asked() ? heard(state, desk.seal(state.promotion().request().id())) : state;
    }

    private DeployState heard(DeployState state, List<Decision> decisions) throws IOException, InterruptedException {
        List<Decision> news = decisions.subList(Math.min(state.decisions(), decisions.size()), decisions.size());
        Promotion promotion = state.promotion();
        if (news.isEmpty() && (promotion.stage() == Stage.APPROVED || process().callsForReview(promotion))) {
            promotion = reviewed(promotion, now());
        }
        for (Decision decision : news) {
            // Before each: with this one the approvals may be enough, and the giver of one just heard may be gone again.
            promotion = decided(reviewed(promotion, decision.time()), decision);
        }
        return state.decided(promotion, Math.max(state.decisions(), decisions.size()));
    }

    private Promotion decided(Promotion promotion, Decision decision) {
        return canBeDecided(promotion, decision) ? told(promotion, new PromotionEvent.Decided(decision)) : promotion;
    }

    /**
     * Whoever approved, or set the policy aside, may have lost the permission since.
     *
     * @param time of the next decision, before which their own have to count; now where there is none
     */
    private Promotion reviewed(Promotion promotion, Instant time) throws IOException, InterruptedException {
        if (promotion.stage().isFinal()) {
            return promotion;
        }
        List<Decision> given = promotion.overridden() ? List.of(promotion.override()) : promotion.approvals();
        List<Decision> standing = new ArrayList<>();
        for (Decision decision : given) {
            desk.now(decision).ifPresent(standing::add);
        }
        return told(promotion, new PromotionEvent.ApprovalsReviewed(time, standing));
    }

    /** The promotion after an event, of which the log tells. */
    private Promotion told(Promotion promotion, PromotionEvent event) {
        Promotion next = process().on(promotion, event);
        sayWhatHappened(promotion, next);
        return next;
    }

    private boolean mayYetBeOverridden(Promotion promotion) {
        Instant refused = promotion.history().get(promotion.history().size() - 1).time();
        return promotion.stage() == Stage.REFUSED
                && desk.decidesLater()
                && now().isBefore(refused.plus(policy.overrideWait()));
    }

    private static boolean canBeDecided(Promotion promotion, Decision decision) {
        return promotion.stage() == Stage.AWAITING_APPROVAL
                || (promotion.stage() == Stage.REFUSED && decision.kind() == Decision.Kind.OVERRIDE)
                || (promotion.stage() == Stage.APPROVED && !promotion.overridden() && decision.kind() == Decision.Kind.REJECT);
    }

    private void sayWhatIsAwaited(Promotion promotion) {
        if (promotion.stage() == Stage.AWAITING_APPROVAL) {
            say("waits for " + PromotionProcess.inWords(policy.approvals()));
        } else if (mayYetBeOverridden(promotion)) {
            say("refused by the policy: " + promotion.reason() + "; waits " + policy.overrideHours()
                    + " h for somebody who overrides it");
        }
    }

    private void sayWhatHappened(Promotion before, Promotion after) {
        after.history().stream()
                .skip(before.history().size())
                .forEach(step -> say(
                        step.state().equals(before.stage().name())
                                ? step.by() + " " + step.why()
                                : step.state().toLowerCase(Locale.ROOT) + " by " + step.by() + ": " + step.why()));
    }

    private PendingPromotion pending(DeployState state) {
        Promotion promotion = state.promotion();
        List<String> unmet = promotion.stage() == Stage.REFUSED ? List.of(promotion.reason()) : List.of();
        List<GateEvidence> evidence = promotion.evidence().stream().map(GateEvidence::inBrief).toList();
        List<String> approvers = promotion.approvals().stream().map(Decision::person).toList();
        return new PendingPromotion(promotion.request(), policy.approvals(), evidence, unmet)
                .after(state.decisions(), approvers);
    }

    private PromotionProcess process() {
        return new PromotionProcess(policy);
    }

    private Instant now() {
        return host.clock().instant();
    }

    private void say(String what) {
        host.log().line(DeployStep.title(spec) + what);
    }
}
