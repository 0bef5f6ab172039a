package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.local.TestModels;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.host.WorkspaceHere;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Releases of a real model, and targets to bring them to. */
public record Releases(Path workspace, String endpoint) {
    public static final ComputeProfile PROFILE = ComputeProfile.of(ComputeProfile.Type.kubernetes);
    public static final String IMAGE = "registry.example.com/server:1";

    /** A release of a newly trained model. */
    public Release next(int build) throws IOException {
        return of(build, TestModels.train(workspace, endpoint, "breast-cancer"));
    }

    /** A release of what was trained before. */
    public Release of(int build, String digest) {
        return new Release(
                endpoint,
                "staging",
                endpoint,
                build + "-00000001-" + digest.substring(7, 19),
                digest,
                "staging/" + endpoint + "/" + build,
                "churn #" + build + " (mia)",
                null);
    }

    /** A target with a server of its own image. */
    public static TargetConfig withImage(TargetConfig.Type type, String namespace, String image) {
        return new TargetConfig(
                type, 0, "gpu-cluster", namespace, false, null, null, null, image, List.of(), null, null, null, null, 0, false);
    }

    /** A target whose model is elsewhere. */
    public static TargetConfig withStorage(TargetConfig.Type type, String namespace, String image, String storage) {
        return new TargetConfig(
                type, 0, "gpu-cluster", namespace, false, null, null, storage, image, List.of(), null, null, null, null, 0,
                false);
    }

    /** A profile with a limit on images. */
    public static ComputeProfile allowing(String... images) {
        return new ComputeProfile(
                ComputeProfile.Type.kubernetes, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, new ComputeProfile.Limits(null, List.of(images)), null, null, null);
    }

    public Workspace files() {
        Path root = workspace;
        return new WorkspaceHere() {
            @Override
            public <T> T act(Task<T> task) throws IOException, InterruptedException {
                return task.on(root);
            }
        };
    }

    /** A cluster that a client talks to. */
    public static Cluster cluster(KubernetesClient client) {
        return new Cluster() {
            @Override
            public String identity() {
                return client.getMasterUrl().toString();
            }

            @Override
            public String defaultNamespace() {
                return "default";
            }

            @Override
            public KubernetesClient client() {
                return client;
            }
        };
    }
}
