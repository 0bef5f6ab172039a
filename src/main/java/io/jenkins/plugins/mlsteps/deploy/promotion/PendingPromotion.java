package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A promotion as the people see it who decide about it.
 *
 * @param approvals how many, of which group, and whether the author counts
 * @param evidence the verdicts that were found
 * @param unmet requirements of the policy that only an override gets past; empty when approvals are all that is missing
 * @param heard how many of the decisions on the desk were taken into account
 * @param approvers those whose approvals, among these decisions, stand
 */
public record PendingPromotion(
        PromotionRequest request,
        Policy.Approvals approvals,
        List<GateEvidence> evidence,
        List<String> unmet,
        int heard,
        List<String> approvers)
        implements Serializable {
    public PendingPromotion {
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        unmet = unmet == null ? List.of() : List.copyOf(unmet);
        approvers = approvers == null ? List.of() : List.copyOf(approvers);
    }

    /** One about which nobody was heard yet. */
    public PendingPromotion(
            PromotionRequest request, Policy.Approvals approvals, List<GateEvidence> evidence, List<String> unmet) {
        this(request, approvals, evidence, unmet, 0, List.of());
    }

    /** The same after as many decisions, of which the approvals of these people stand. */
    public PendingPromotion after(int decisions, List<String> standing) {
        return new PendingPromotion(request, approvals, evidence, unmet, decisions, standing);
    }

    /** Whether the policy says no, so that only an override goes on. */
    public boolean refused() {
        return !unmet.isEmpty();
    }

    /** Why a person's approval, or rejection, would not count, so that a desk can say so at once; empty when it would. */
    public Optional<String> ineligible(Decision decision) {
        return new Electorate(approvals, request.authors()).ineligible(decision);
    }

    /** How many different people approve by these decisions, those aside whose approval does not count. */
    public long approvalsAmong(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.kind() == Decision.Kind.APPROVE)
                .filter(decision -> ineligible(decision).isEmpty())
                .map(decision -> Electorate.identity(decision.person()))
                .distinct()
                .count();
    }

    /** Whether the approval of a person stands. */
    public boolean isApprovedBy(String person) {
        return approvers.stream().anyMatch(approver -> samePerson(approver, person));
    }

    /** Whether two names are those of one person. */
    public static boolean samePerson(String one, String other) {
        return Electorate.identity(one).equals(Electorate.identity(other));
    }
}
