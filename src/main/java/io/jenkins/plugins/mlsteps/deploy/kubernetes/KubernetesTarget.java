package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.time.Clock;

/** Endpoints as Deployments. */
public final class KubernetesTarget extends ClusterTarget<Deployment> {
    /**
     * @throws SpecException when the target has not what a Deployment needs, or something that it cannot have
     */
    public KubernetesTarget(Cluster cluster, ComputeProfile profile, TargetConfig target, Workspace workspace, Clock clock)
            throws IOException {
        super(object(cluster, profile, target, workspace), clock);
    }

    private static ServedDeployment object(Cluster cluster, ComputeProfile profile, TargetConfig target, Workspace workspace)
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
        return new ServedDeployment(
                cluster,
                namespace,
                new ServerPod(target, profile, model),
                model,
                new ServerSideApply(cluster, target.overwriteDrift()));
    }

    @Override
    public String kind() {
        return "kubernetes";
    }

    @Override
    public String strategy() {
        return "rolling update";
    }
}
