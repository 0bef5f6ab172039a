package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.model.Run;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A promotion that lies on the desk, as its file keeps it.
 *
 * @param key names it in URLs and on the command line
 * @param job full name
 * @param sealed whether the model is being shipped: what is decided now comes too late
 */
record DeskSheet(
        String key, String job, int build, PendingPromotion promotion, Instant opened, List<Decision> decisions, boolean sealed)
        implements Serializable {
    DeskSheet {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(promotion.request(), "promotion");
        Objects.requireNonNull(opened, "opened");
        decisions = decisions == null ? List.of() : List.copyOf(decisions);
    }

    /** One about which nobody decided yet. */
    static DeskSheet of(Run<?, ?> run, PendingPromotion promotion) {
        return new DeskSheet(
                UUID.randomUUID().toString(),
                run.getParent().getFullName(),
                run.getNumber(),
                promotion,
                Instant.now(),
                List.of(),
                false);
    }

    DeskSheet with(Decision decision) {
        List<Decision> more = new ArrayList<>(decisions);
        more.add(decision);
        return new DeskSheet(key, job, build, promotion, opened, more, sealed);
    }

    DeskSheet seal() {
        return new DeskSheet(key, job, build, promotion, opened, decisions, true);
    }

    /** As it is now, to be decided again. */
    DeskSheet anew(PendingPromotion now) {
        return new DeskSheet(key, job, build, now, opened, decisions, false);
    }

    DeskSheet ofJob(String name) {
        return new DeskSheet(key, name, build, promotion, opened, decisions, sealed);
    }

    boolean isOf(Run<?, ?> run) {
        return build == run.getNumber() && job.equals(run.getParent().getFullName());
    }

    /** Whether a person cannot decide again: nothing is known against what the person said. */
    boolean wasDecidedBy(String person) {
        return standing().stream().anyMatch(decision -> PendingPromotion.samePerson(decision.person(), person));
    }

    /** The decisions that count as far as one knows: those not taken into account yet, and the approvals that stand; one of each person. */
    List<Decision> standing() {
        List<Decision> standing = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            Decision decision = decisions.get(i);
            boolean approves = decision.kind() == Decision.Kind.APPROVE && promotion.isApprovedBy(decision.person());
            if (approves || i >= promotion.heard()) {
                standing.removeIf(earlier -> earlier.kind() == decision.kind()
                        && PendingPromotion.samePerson(earlier.person(), decision.person()));
                standing.add(decision);
            }
        }
        return standing;
    }
}
