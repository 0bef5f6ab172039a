package io.jenkins.plugins.mlsteps.deploy.promotion;

/** Where a promotion is. */
public enum Stage {
    REQUESTED,
    /** The evidence satisfies the policy. */
    EVIDENCE_CHECKED,
    AWAITING_APPROVAL,
    APPROVED,
    DEPLOYING,
    DEPLOYED,
    /** The policy says no; only an override goes on from here. */
    REFUSED,
    /** A person said no. */
    REJECTED,
    /** The new revision was not healthy; the one before serves. */
    ROLLED_BACK,
    /** The deployment could not be carried out, or was given up. */
    FAILED;

    /** Whether the promotion is over, unless an override revives a refused one. */
    public boolean isFinal() {
        return switch (this) {
            case DEPLOYED, REFUSED, REJECTED, ROLLED_BACK, FAILED -> true;
            default -> false;
        };
    }
}
