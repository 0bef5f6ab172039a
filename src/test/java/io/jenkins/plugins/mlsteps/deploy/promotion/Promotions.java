package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest.Origin;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.time.Instant;
import java.util.List;

/** Promotions of one model into one environment, and what happens to them. */
final class Promotions {
    static final Instant NOW = Instant.parse("2026-03-11T12:00:00Z");

    static final String DIGEST = "sha256:" + "a".repeat(64);

    static final Policy STRICT = new Policy(
            List.of("quality"), 24.0, new Policy.Approvals(2, "release-managers", true), "absoluteOnly", List.of());

    static final Serving SERVING = new Serving("churn", "sha256:" + "5".repeat(64));

    private Promotions() {}

    static Promotion requested() {
        return requested(Origin.JOB);
    }

    static Promotion requested(Origin origin) {
        return requested("mia", origin);
    }

    static Promotion requested(String author, Origin origin) {
        List<String> authors = author == null ? List.of() : List.of(author);
        return Promotion.of(
                new PromotionRequest("p1", "churn", "production", "churn", DIGEST, "churn", authors, "new data", origin), NOW);
    }

    static GateEvidence passed(Instant time) {
        return new GateEvidence("quality", null, true, DIGEST, "churn", List.of(), true, time);
    }

    static PromotionEvent gathered(GateEvidence... evidence) {
        return new PromotionEvent.EvidenceGathered(NOW, List.of(evidence), SERVING);
    }

    static PromotionEvent approve(String person, String... groups) {
        return new PromotionEvent.Decided(Decision.approve(person, List.of(groups), NOW));
    }

    static PromotionEvent ship(Instant time) {
        return new PromotionEvent.ShippingStarted(time, DIGEST, null);
    }

    static Promotion after(Promotion promotion, PromotionEvent... events) {
        PromotionProcess strict = new PromotionProcess(STRICT);
        Promotion last = promotion;
        for (PromotionEvent event : events) {
            last = strict.on(last, event);
        }
        return last;
    }
}
