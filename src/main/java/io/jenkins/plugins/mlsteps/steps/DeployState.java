package io.jenkins.plugins.mlsteps.steps;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import java.time.Instant;

/**
 * How far a {@code deployEndpoint} is.
 *
 * @param phase what to do next
 * @param promotion null before the model was looked at
 * @param decisions how many decisions of the approval desk were taken into account
 * @param asked whether the promotion was laid on the approval desk
 * @param began when the rollout began; null before
 * @param url where the endpoint answers; null unless it does
 * @param previous revision that served before; null when there was none
 * @param failure why the rollout has to be rolled back; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeployState(
        Phase phase,
        Promotion promotion,
        String revision,
        int decisions,
        boolean asked,
        Instant began,
        String url,
        String previous,
        String failure) {
    /** What to do next. */
    public enum Phase {
        FIND_MODEL,
        CHECK_EVIDENCE,
        COLLECT_DECISIONS,
        SHIP,
        ROLL_OUT,
        ROLL_BACK,
        WRITE_DOWN
    }

    static DeployState initial() {
        return new DeployState(Phase.FIND_MODEL, null, null, 0, false, null, null, null, null);
    }

    DeployState requested(Promotion request, String revisionName) {
        return new DeployState(Phase.CHECK_EVIDENCE, request, revisionName, 0, false, null, null, null, null);
    }

    DeployState next(Phase next, Promotion now) {
        return new DeployState(next, now, revision, decisions, asked, began, url, previous, failure);
    }

    /** Where a promotion leads to from the stage it reached. */
    DeployState continuedWith(Promotion now) {
        Phase next =
                switch (now.stage()) {
                    case APPROVED -> Phase.SHIP;
                    case AWAITING_APPROVAL, REFUSED -> Phase.COLLECT_DECISIONS;
                    default -> Phase.WRITE_DOWN;
                };
        return next(next, now);
    }

    DeployState onTheDesk() {
        return new DeployState(phase, promotion, revision, decisions, true, began, url, previous, failure);
    }

    /** To be laid on the desk again, as it is by now. */
    DeployState offTheDesk() {
        return new DeployState(phase, promotion, revision, decisions, false, began, url, previous, failure);
    }

    DeployState decided(Promotion now, int seen) {
        return new DeployState(phase, now, revision, seen, asked, began, url, previous, failure);
    }

    DeployState rollingOut(Promotion now, Instant time) {
        return new DeployState(Phase.ROLL_OUT, now, revision, decisions, asked, time, url, previous, failure);
    }

    DeployState failing(String why) {
        return new DeployState(Phase.ROLL_BACK, promotion, revision, decisions, asked, began, url, previous, why);
    }

    DeployState serving(Promotion now, String address, String before) {
        return new DeployState(Phase.WRITE_DOWN, now, revision, decisions, asked, began, address, before, null);
    }
}
