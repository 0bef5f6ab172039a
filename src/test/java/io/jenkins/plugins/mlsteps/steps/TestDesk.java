package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A desk in memory that remembers what was laid on it. */
final class TestDesk implements ApprovalDesk {
    final Map<String, PendingPromotion> open = new LinkedHashMap<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Stage> outcomes = new ArrayList<>();

    /** Who may not decide any more. */
    final Set<String> dismissed = new HashSet<>();

    /** Whether a decision would come too late. */
    boolean sealed;

    boolean decidesLater = true;

    /** Why nobody decides; null when people do. */
    String nobody;

    @Override
    public void open(PendingPromotion promotion) {
        open.put(promotion.request().id(), promotion);
        sealed = false;
    }

    @Override
    public List<Decision> decisions(String id) {
        if (nobody != null) {
            throw new StepFailure(nobody);
        }
        return List.copyOf(decisions);
    }

    @Override
    public List<Decision> seal(String id) {
        sealed = true;
        return List.copyOf(decisions);
    }

    @Override
    public Optional<Decision> now(Decision decision) {
        return dismissed.contains(decision.person()) ? Optional.empty() : Optional.of(decision);
    }

    @Override
    public boolean decidesLater() {
        return decidesLater;
    }

    @Override
    public void close(Promotion promotion) {
        open.remove(promotion.request().id());
        outcomes.add(promotion.stage());
    }
}
