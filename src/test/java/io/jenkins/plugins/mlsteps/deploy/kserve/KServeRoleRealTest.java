package io.jenkins.plugins.mlsteps.deploy.kserve;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.mlsteps.cluster.CustomKind;
import io.jenkins.plugins.mlsteps.cluster.RoleContract;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** {@code kserve}'s part of the Role, with a model that is elsewhere; KServe itself is not there, its word is put into the status. */
class KServeRoleRealTest extends RoleContract {
    private static final String SAYS =
            """
            {"status": {"observedGeneration": %d, "url": "http://churn.example.com",
              "conditions": [{"type": "Ready", "status": "True"}], "modelStatus": {"transitionStatus": "%s"}}}
            """;

    @TempDir
    Path workspace;

    KServeRoleRealTest() {
        super("serving-role.yaml");
    }

    @BeforeEach
    void defineInferenceServices() throws Exception {
        CustomKind.define(cluster.client(), InferenceManifest.KIND);
    }

    @Override
    protected boolean isDispensable(String verbAndResource) {
        return !verbAndResource.endsWith(" inferenceservices");
    }

    /** Deploys once, looks at what the environment serves, and deploys another endpoint in vain. */
    @Override
    protected String everything() throws Exception {
        Release good = new Releases(workspace, "churn").next(1);
        target("churn").advance(good);
        controllerSays("churn", "UpToDate");
        Rollout rollout = target("churn").advance(good);
        if (rollout.phase() != Rollout.Phase.SERVING) {
            return rollout.reason();
        }
        target("churn").serving("staging");
        Release bad = new Releases(workspace, "other").next(1);
        target("other").advance(bad);
        controllerSays("other", "BlockedByFailedLoad");
        if (target("other").advance(bad).phase() != Rollout.Phase.FAILED) {
            return "a model that cannot be loaded is served";
        }
        target("other").rollBack(bad);
        return "done";
    }

    private void controllerSays(String endpoint, String transition) {
        var service = cluster.client()
                .genericKubernetesResources(InferenceManifest.KIND)
                .inNamespace(namespace)
                .withName(endpoint);
        PatchContext merge = new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();
        service.subresource("status").patch(merge, SAYS.formatted(service.get().getMetadata().getGeneration(), transition));
    }

    private KServeTarget target(String endpoint) throws Exception {
        return new KServeTarget(
                Releases.cluster(user),
                Releases.PROFILE,
                Releases.withStorage(TargetConfig.Type.kserve, namespace, null, "s3://models/{revision}"),
                new Releases(workspace, endpoint).files(),
                Clock.systemUTC());
    }
}
