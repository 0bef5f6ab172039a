package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Optional;

/**
 * How far a Deployment's rollout is, as {@code kubectl rollout status} counts it: all replicas are of the new revision, the old ones
 * are gone, and all are available.
 */
record DeploymentProgress(Deployment deployment, Optional<PodTroubles.Trouble> trouble) {
    Progress progress() {
        DeploymentStatus status = deployment.getStatus();
        if (status == null
                || status.getObservedGeneration() == null
                || status.getObservedGeneration() < deployment.getMetadata().getGeneration()) {
            return Progress.pending("the cluster has not begun with it");
        }
        Optional<String> late = status.getConditions().stream()
                .filter(condition -> "ProgressDeadlineExceeded".equals(condition.getReason()))
                .map(DeploymentCondition::getMessage)
                .findFirst();
        Optional<String> words = trouble.map(PodTroubles.Trouble::words);
        if (late.isPresent()) {
            return Progress.failed(words.orElse(late.get()));
        }
        if (trouble.isPresent() && trouble.get().hopeless()) {
            return Progress.failed(words.get());
        }
        int wanted = deployment.getSpec().getReplicas();
        int updated = count(status.getUpdatedReplicas());
        int old = count(status.getReplicas()) - updated;
        int available = count(status.getAvailableReplicas());
        if (updated < wanted || available < wanted) {
            int ready = Math.min(updated, Math.max(0, available - Math.max(0, old)));
            return Progress.pending(ready + " of " + wanted + " new replicas answer"
                    + words.map(problem -> "; " + problem).orElse(""));
        }
        return old > 0 ? Progress.pending(old + " old replica(s) end") : Progress.ready();
    }

    private static int count(Integer number) {
        return number == null ? 0 : number;
    }
}
