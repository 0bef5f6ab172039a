package io.jenkins.plugins.mlsteps.deploy.promotion;

import java.time.Instant;
import java.util.List;

/** What may happen to a promotion. Events carry what was seen; the process judges it. */
public sealed interface PromotionEvent {
    Instant time();

    /**
     * The verdicts were looked up.
     *
     * @param serving what serves under this endpoint; null when nothing does yet
     */
    record EvidenceGathered(Instant time, List<GateEvidence> evidence, Serving serving) implements PromotionEvent {}

    /** A person decided. */
    record Decided(Decision decision) implements PromotionEvent {
        @Override
        public Instant time() {
            return decision.time();
        }
    }

    /**
     * Those who approved, or the person who overrode the policy, were looked at again.
     *
     * @param standing their decisions as they could make them now, without those of people who may not any more
     */
    record ApprovalsReviewed(Instant time, List<Decision> standing) implements PromotionEvent {}

    /**
     * The model is about to be shipped.
     *
     * @param digest of the files as they are now; null when they cannot be read
     * @param changed names the files that are not what was judged, or says why they cannot be read; null when the digest is
     *     what was promised
     * @param evidence as it is now; null where it is as it was
     * @param serving what serves under the endpoint now; null when nothing does; looked at with the evidence
     */
    record ShippingStarted(Instant time, String digest, String changed, List<GateEvidence> evidence, Serving serving)
            implements PromotionEvent {
        /** The evidence is as it was. */
        public ShippingStarted(Instant time, String digest, String changed) {
            this(time, digest, changed, null, null);
        }
    }

    /** The new revision is healthy and answers. */
    record Served(Instant time, String url) implements PromotionEvent {}

    /** The new revision was not healthy; what served before still serves. */
    record RolledBack(Instant time, String why) implements PromotionEvent {}

    /** It could not be carried out, or was given up. */
    record GivenUp(Instant time, String by, String why) implements PromotionEvent {}
}
