package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.Target;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** What a deployment leaves under {@code ml/deploy}, whether it served, was refused or failed. */
final class DeploymentFile {
    private DeploymentFile() {}

    /** @param target null where there is no such environment any more */
    static void write(Host host, DeploySpec spec, Target target, DeployState state)
            throws IOException, InterruptedException {
        Deployment deployment = host.masking()
                .of(describe(spec, target, state, host.clock().instant()), "reason", "why", "override", "history");
        String environment = spec.environment();
        String name = spec.name();
        host.workspace().act(root -> {
            Json.write(MlDirectory.in(root).deployment(environment, name), deployment);
            return null;
        });
    }

    private static Deployment describe(DeploySpec spec, Target target, DeployState state, Instant now) {
        Promotion promotion = state.promotion();
        List<String> verdicts = promotion.evidence().stream()
                .filter(evidence -> evidence.problem() == null && evidence.passed())
                .map(GateEvidence::gate)
                .toList();
        return new Deployment(
                spec.name(),
                spec.environment(),
                target == null ? null : target.kind(),
                spec.model(),
                state.revision(),
                promotion.request().digest(),
                target == null ? null : target.strategy(),
                status(promotion),
                promotion.reason(),
                state.url(),
                state.previous(),
                promotion.request().author(),
                spec.reason(),
                verdicts,
                override(promotion.override()),
                promotion.history(),
                now);
    }

    private static Deployment.Transition override(Decision decision) {
        return decision == null
                ? null
                : new Deployment.Transition(
                        decision.time(), decision.kind().name(), decision.person(), decision.reason());
    }

    private static Deployment.Status status(Promotion promotion) {
        return switch (promotion.stage()) {
            case DEPLOYED -> Deployment.Status.DEPLOYED;
            case ROLLED_BACK -> Deployment.Status.ROLLED_BACK;
            case REFUSED, REJECTED -> Deployment.Status.REFUSED;
            default -> Deployment.Status.FAILED;
        };
    }
}
