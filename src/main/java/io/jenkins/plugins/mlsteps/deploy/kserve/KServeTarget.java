package io.jenkins.plugins.mlsteps.deploy.kserve;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ClusterTarget;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.EnclosedModel;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Namespaces;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ServerPod;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ServerSideApply;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Storage;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.time.Clock;

/** Endpoints that KServe runs, scaled to zero by Knative or as plain Deployments. */
public final class KServeTarget extends ClusterTarget<GenericKubernetesResource> {
    private final boolean serverless;

    /**
     * @throws SpecException when the target has not what an InferenceService needs
     */
    public KServeTarget(Cluster cluster, ComputeProfile profile, TargetConfig target, Workspace workspace, Clock clock)
            throws IOException {
        super(object(cluster, profile, target, workspace), clock);
        this.serverless = target.serverless();
    }

    private static ServedInference object(Cluster cluster, ComputeProfile profile, TargetConfig target, Workspace workspace)
            throws IOException {
        if (target.storage() == null && target.image() == null) {
            throw new SpecException("a target of type kserve needs a 'storage' that KServe fetches the model from, such as"
                    + " s3://models/{model}/{digest}, or an 'image' that serves it from " + Storage.MODEL_DIRECTORY);
        }
        if (!target.serverless() && Integer.valueOf(0).equals(target.minReplicas())) {
            throw new SpecException("a target of type kserve scales to zero with 'serverless: true' alone; without it"
                    + " 'minReplicas' is at least 1");
        }
        if (target.storage() != null) {
            Storage.check(target.storage());
        }
        String namespace = Namespaces.of(target, profile, cluster);
        EnclosedModel model = new EnclosedModel(cluster, namespace, workspace);
        return new ServedInference(
                cluster,
                new InferenceManifest(namespace, new ServerPod(target, profile, model)),
                model,
                new ServerSideApply(cluster, target.overwriteDrift()));
    }

    @Override
    public String kind() {
        return "kserve";
    }

    @Override
    public String strategy() {
        return serverless ? "new Knative revision" : "rolling update";
    }
}
