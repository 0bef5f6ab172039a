package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.deploy.Target;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionEvent;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionProcess;
import io.jenkins.plugins.mlsteps.deploy.promotion.Serving;
import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.UnreachableException;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.steps.DeployState.Phase;
import java.io.IOException;
import java.time.Instant;

/** Lets the target serve a revision whose promotion was approved, and rolls back when it does not become healthy in time. */
record Delivery(Host host, DeploySpec spec, Target target) {
    Turn<DeployState, DeployResult> rollOut(DeployState state) throws IOException, InterruptedException {
        Rollout rollout = advance(release(state));
        return switch (rollout.phase()) {
            case PENDING -> {
                host.log().progress(rollout.reason());
                yield isLate(state)
                        ? DeployStep.now(
                                state.failing("not ready after " + spec.readyTimeoutSeconds() + " s: " + rollout.reason()))
                        : Turn.again(state, target.betweenLooks());
            }
            case SERVING -> {
                Promotion deployed = PromotionProcess.ended(state.promotion(), new PromotionEvent.Served(now(), rollout.url()));
                yield DeployStep.now(state.serving(deployed, rollout.url(), rollout.previous()));
            }
            case FAILED -> DeployStep.now(state.failing(rollout.reason()));
            case BUSY -> DeployStep.now(
                    state.next(Phase.WRITE_DOWN, PromotionProcess.givenUp(state.promotion(), now(), rollout.reason())));
        };
    }

    private Rollout advance(Release release) throws UnreachableException, InterruptedException {
        try {
            return target.advance(release);
        } catch (UnreachableException e) {
            throw e;
        } catch (IOException e) {
            return Rollout.failed(e.getMessage());
        }
    }

    private boolean isLate(DeployState state) {
        return now().isAfter(state.began().plusSeconds(spec.readyTimeoutSeconds()));
    }

    Turn<DeployState, DeployResult> rollBack(DeployState state) throws UnreachableException, InterruptedException {
        Promotion promotion;
        try {
            String serving = takeBack(state);
            // A running server that refuses a model says itself what it goes on with.
            String why = state.failure().endsWith(serving) ? state.failure() : state.failure() + "; " + serving;
            promotion = PromotionProcess.ended(state.promotion(), new PromotionEvent.RolledBack(now(), why));
        } catch (UnreachableException e) {
            throw e;
        } catch (IOException e) {
            String why = state.failure() + "; and it could not be rolled back: " + e.getMessage();
            promotion = PromotionProcess.givenUp(state.promotion(), now(), why);
        }
        return DeployStep.now(state.next(Phase.WRITE_DOWN, promotion));
    }

    /** Lets the target serve what it served before, and says what that is. */
    String takeBack(DeployState state) throws IOException, InterruptedException {
        return target.rollBack(release(state));
    }

    private Release release(DeployState state) {
        Promotion promotion = state.promotion();
        Build build = host.build();
        String by = build.job() + " #" + build.number() + (build.author() == null ? "" : " (" + build.author() + ")");
        String attempt = promotion.request().id() + "@" + promotion.history().get(0).time();
        Serving served = promotion.serving();
        String replaces = served == null || served.digest() == null ? "" : served.digest();
        return new Release(
                spec.name(),
                spec.environment(),
                spec.model(),
                state.revision(),
                promotion.request().digest(),
                attempt,
                by,
                replaces);
    }

    private Instant now() {
        return host.clock().instant();
    }
}
