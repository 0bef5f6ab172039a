package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.deploy.Target;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Endpoints as Deployments. */
public final class KubernetesTarget implements Target {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ServedDeployment object;
    private final Clock clock;

    /**
     * @throws SpecException when the target has not what a Deployment needs, or something that it cannot have
     */
    public KubernetesTarget(Cluster cluster, ComputeProfile profile, TargetConfig target, Workspace workspace, Clock clock)
            throws IOException {
        if (target.image() == null) {
            throw new SpecException("a target of type kubernetes needs an 'image' that serves the model from "
                    + Storage.MODEL_DIRECTORY);
        }
        if (target.serverless() || target.maxReplicas() != null) {
            throw new SpecException("a target of type kubernetes has a fixed number of servers, 'minReplicas'; 'serverless' and"
                    + " 'maxReplicas' are of type kserve");
        }
        if (target.storage() != null) {
            Storage.check(target.storage());
        }
        String namespace = Namespaces.of(target, profile, cluster);
        EnclosedModel model = new EnclosedModel(cluster, namespace, workspace);
        this.object = new ServedDeployment(
                cluster,
                namespace,
                new ServerPod(target, profile, model),
                model,
                new ServerSideApply(cluster, target.overwriteDrift()));
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "kubernetes";
    }

    @Override
    public String strategy() {
        return "rolling update";
    }

    @Override
    public Duration betweenLooks() {
        return BETWEEN_LOOKS;
    }

    @Override
    public Optional<CurrentRevision> current(String environment, String endpoint) throws IOException {
        return rollout(new Release(endpoint, environment, null, null, null, null, null)).current();
    }

    @Override
    public Rollout advance(Release release) throws IOException, InterruptedException {
        return rollout(release).advance();
    }

    @Override
    public String rollBack(Release release) throws IOException, InterruptedException {
        return rollout(release).rollBack();
    }

    private ClusterRollout<?> rollout(Release release) {
        return new ClusterRollout<>(object, release, clock);
    }
}
