package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state machine of a promotion under one policy:
 *
 * <pre>
 * REQUESTED → EVIDENCE_CHECKED → AWAITING_APPROVAL → APPROVED → DEPLOYING → DEPLOYED
 *     ↓                                  ↓               ↓           ↓
 *  REFUSED ——override——→ APPROVED     REJECTED   REFUSED, REJECTED   ROLLED_BACK, FAILED
 * </pre>
 *
 * Everything is judged here, from what the events carry, and judged again at the moment of shipping: evidence goes stale and
 * windows freeze while people think. An override sets the policy aside, never the digest: what is shipped is what was asked
 * for.
 */
public final class PromotionProcess {
    /** Who is named in the history for what no person did. */
    public static final String POLICY = "policy";

    public static final String TOOL = "mlsteps";

    private final Requirements requirements;

    public PromotionProcess(Policy policy) {
        this.requirements = new Requirements(policy);
    }

    /**
     * The promotion after an event.
     *
     * @throws IllegalStateException when such an event cannot happen where the promotion is
     */
    public Promotion on(Promotion promotion, PromotionEvent event) {
        if (event instanceof PromotionEvent.EvidenceGathered gathered) {
            return evidence(at(promotion, event, Stage.REQUESTED), gathered);
        }
        if (event instanceof PromotionEvent.Decided decided) {
            return decision(promotion, decided.decision());
        }
        if (event instanceof PromotionEvent.ApprovalsReviewed reviewed) {
            return review(at(promotion, event, Stage.AWAITING_APPROVAL, Stage.APPROVED), reviewed);
        }
        if (event instanceof PromotionEvent.ShippingStarted started) {
            return shipping(at(promotion, event, Stage.APPROVED), started);
        }
        return ended(promotion, event);
    }

    /**
     * The promotion after its work ended it, which no policy has a say in.
     *
     * @throws IllegalStateException when such an event cannot happen where the promotion is
     */
    public static Promotion ended(Promotion promotion, PromotionEvent event) {
        if (event instanceof PromotionEvent.Served served) {
            return at(promotion, event, Stage.DEPLOYING).to(Stage.DEPLOYED, served.time(), TOOL, served.url());
        }
        if (event instanceof PromotionEvent.RolledBack back) {
            return at(promotion, event, Stage.DEPLOYING).to(Stage.ROLLED_BACK, back.time(), TOOL, back.why());
        }
        PromotionEvent.GivenUp givenUp = (PromotionEvent.GivenUp) event;
        if (promotion.stage().isFinal()) {
            throw impossible(promotion, event);
        }
        return promotion.to(Stage.FAILED, givenUp.time(), givenUp.by(), givenUp.why());
    }

    /** The promotion after nobody's decision but a failure of the work itself ended it. */
    public static Promotion givenUp(Promotion promotion, Instant now, String why) {
        return ended(promotion, new PromotionEvent.GivenUp(now, TOOL, why));
    }

    /**
     * Whether approvals are to be reviewed although nobody decided: under this policy, which is another by now, they are enough, or
     * one of them does not count.
     */
    public boolean callsForReview(Promotion promotion) {
        return promotion.stage() == Stage.AWAITING_APPROVAL
                && (requirements.enoughApprovals(promotion)
                        || promotion.approvals().stream()
                                .anyMatch(given -> requirements.ineligible(given, promotion).isPresent()));
    }

    /** What of the policy is not fulfilled now, people's approval aside. */
    public List<String> unmet(Promotion promotion, Instant now) {
        return requirements.unmet(promotion, now);
    }

    private Promotion evidence(Promotion promotion, PromotionEvent.EvidenceGathered gathered) {
        Promotion informed = promotion.withEvidence(gathered.evidence(), gathered.serving());
        List<String> unmet = requirements.unmet(informed, gathered.time());
        if (!unmet.isEmpty()) {
            return informed.to(Stage.REFUSED, gathered.time(), POLICY, String.join("; ", unmet));
        }
        Promotion checked = informed.to(Stage.EVIDENCE_CHECKED, gathered.time(), POLICY, evidenceInWords(informed));
        int needed = requirements.approvals().count();
        return needed > 0
                ? checked.to(Stage.AWAITING_APPROVAL, gathered.time(), POLICY, approvalsInWords())
                : checked.to(Stage.APPROVED, gathered.time(), POLICY, "no approval is needed");
    }

    private static String evidenceInWords(Promotion promotion) {
        return promotion.evidence().isEmpty()
                ? "no gate is required"
                : "passed: "
                        + String.join(
                                ", ",
                                promotion.evidence().stream()
                                        .map(GateEvidence::gate)
                                        .toList());
    }

    private String approvalsInWords() {
        return inWords(requirements.approvals());
    }

    /** What a policy asks of people, such as {@code 2 approvals of release-managers, not the author}. */
    public static String inWords(Policy.Approvals approvals) {
        return approvals.count() + (approvals.count() == 1 ? " approval" : " approvals")
                + (approvals.group() == null ? "" : " of " + approvals.group())
                + (approvals.notAuthor() ? ", not the author" : "");
    }

    private Promotion decision(Promotion promotion, Decision decision) {
        if (decision.kind() == Decision.Kind.OVERRIDE) {
            return override(
                    at(promotion, new PromotionEvent.Decided(decision), Stage.REFUSED, Stage.AWAITING_APPROVAL), decision);
        }
        if (decision.kind() == Decision.Kind.REJECT) {
            // Enough may have approved: until the model is shipped, a rejection stops it.
            at(promotion, new PromotionEvent.Decided(decision), Stage.AWAITING_APPROVAL, Stage.APPROVED);
        } else {
            at(promotion, new PromotionEvent.Decided(decision), Stage.AWAITING_APPROVAL);
        }
        Optional<String> ineligible = requirements.ineligible(decision, promotion);
        if (ineligible.isPresent()) {
            return promotion.noting(
                    decision.time(), decision.person(), "does not count: " + ineligible.get() + said(decision));
        }
        if (decision.kind() == Decision.Kind.REJECT) {
            return promotion.to(Stage.REJECTED, decision.time(), decision.person(), decision.reason());
        }
        if (isApprovedBy(decision.person(), promotion)) {
            return promotion.noting(decision.time(), decision.person(), "has approved already" + said(decision));
        }
        return approvedIfEnough(
                promotion
                        .withApproval(decision)
                        .noting(decision.time(), decision.person(), "approves" + said(decision)),
                decision.time());
    }

    private boolean isApprovedBy(String person, Promotion promotion) {
        return promotion.approvals().stream()
                .anyMatch(given -> PendingPromotion.samePerson(given.person(), person)
                        && requirements.ineligible(given, promotion).isEmpty());
    }

    private Promotion approvedIfEnough(Promotion promotion, Instant time) {
        return promotion.stage() == Stage.AWAITING_APPROVAL && requirements.enoughApprovals(promotion)
                ? promotion.to(Stage.APPROVED, time, POLICY, approvalsInWords())
                : promotion;
    }

    /** A decision is gone with what let its giver make it. */
    private Promotion review(Promotion promotion, PromotionEvent.ApprovalsReviewed reviewed) {
        if (!promotion.overridden()) {
            return reviewApprovals(promotion, reviewed);
        }
        Decision override = promotion.override();
        return reviewed.standing().contains(override)
                ? promotion
                : promotion
                        .overriddenBy(null)
                        .to(
                                Stage.REFUSED,
                                reviewed.time(),
                                POLICY,
                                "the override of " + override.person() + " does not count any more: no permission to override");
    }

    private Promotion reviewApprovals(Promotion promotion, PromotionEvent.ApprovalsReviewed reviewed) {
        Promotion noted = promotion;
        List<Decision> counting = new ArrayList<>();
        for (Decision given : promotion.approvals()) {
            Optional<Decision> now = reviewed.standing().stream()
                    .filter(it -> PendingPromotion.samePerson(it.person(), given.person()))
                    .findFirst();
            Optional<String> gone = now.isEmpty()
                    ? Optional.of("no permission to promote")
                    : requirements.ineligible(now.get(), promotion);
            if (gone.isPresent()) {
                noted = noted.noting(reviewed.time(), given.person(), "does not count any more: " + gone.get());
            } else {
                counting.add(now.get());
            }
        }
        return approvedIfEnough(noted.withApprovals(counting), reviewed.time());
    }

    private static Promotion override(Promotion promotion, Decision decision) {
        if (!decision.mayOverride()
                || Requirements.isBlank(decision.person())
                || Requirements.isBlank(decision.reason())) {
            String why = !decision.mayOverride() ? "no permission to override" : "an override needs a person and a reason";
            return promotion.noting(decision.time(), decision.person(), "does not count: " + why);
        }
        String refused = promotion.reason() == null ? "approvals missing" : promotion.reason();
        return promotion
                .overriddenBy(decision)
                .to(
                        Stage.APPROVED,
                        decision.time(),
                        decision.person(),
                        "override: " + decision.reason() + " (although " + refused + ")");
    }

    private static String said(Decision decision) {
        return Requirements.isBlank(decision.reason()) ? "" : " (" + decision.reason() + ")";
    }

    private Promotion shipping(Promotion approved, PromotionEvent.ShippingStarted started) {
        Promotion promotion = started.evidence() == null
                ? approved
                : approved.withEvidence(started.evidence(), started.serving());
        if (started.changed() != null || !promotion.request().digest().equals(started.digest())) {
            String changed = started.changed() == null ? "the digest is now " + started.digest() : started.changed();
            return promotion.to(
                    Stage.REFUSED,
                    started.time(),
                    POLICY,
                    "the model is not what was judged (" + promotion.request().digest() + "): " + changed);
        }
        List<String> unmet = promotion.overridden() ? List.of() : requirements.unmet(promotion, started.time());
        if (!unmet.isEmpty() || !(promotion.overridden() || requirements.enoughApprovals(promotion))) {
            return promotion.to(
                    Stage.REFUSED,
                    started.time(),
                    POLICY,
                    unmet.isEmpty() ? "approvals are missing: " + approvalsInWords() : String.join("; ", unmet));
        }
        return promotion.to(Stage.DEPLOYING, started.time(), TOOL, null);
    }

    private static Promotion at(Promotion promotion, PromotionEvent event, Stage... allowed) {
        if (!List.of(allowed).contains(promotion.stage())) {
            throw impossible(promotion, event);
        }
        return promotion;
    }

    private static IllegalStateException impossible(Promotion promotion, PromotionEvent event) {
        return new IllegalStateException("a promotion that is " + promotion.stage() + " cannot take "
                + event.getClass().getSimpleName());
    }
}
