package io.jenkins.plugins.mlsteps.deploy.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.mlsteps.cluster.CustomKind;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig.Type;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** InferenceServices on a real API server; KServe itself is not there, its word is put into the status by hand. */
@Tag("cluster")
class KServeTargetRealTest {
    private static final String READY =
            """
            {"status": {"observedGeneration": %d, "url": "http://churn.example.com",
              "conditions": [{"type": "Ready", "status": "True"}], "modelStatus": {"transitionStatus": "%s"}}}
            """;

    private static RealCluster cluster;
    private static KubernetesClient client;

    @TempDir
    Path workspace;

    private Releases releases;
    private String namespace;

    @BeforeAll
    static void defineInferenceServices() throws Exception {
        cluster = RealCluster.shared();
        client = cluster.client();
        CustomKind.define(client, InferenceManifest.KIND);
    }

    @BeforeEach
    void prepare() throws Exception {
        releases = new Releases(workspace, "churn");
        namespace = cluster.namespace("kserve");
    }

    @Test
    void servesRollsBackAndReportsDrift() throws Exception {
        Release first = releases.next(1);
        target().advance(first);
        controllerSays("UpToDate");
        assertThat(target().advance(first)).isEqualTo(Rollout.serving("http://churn.example.com", null));
        Object spec = service().get("spec");

        Release second = releases.next(2);
        target().advance(second);
        assertThat(target().advance(second).reason()).isEqualTo("KServe has not begun with it");
        controllerSays("BlockedByFailedLoad");
        assertThat(target().advance(second).phase()).isEqualTo(Rollout.Phase.FAILED);
        assertThat(target().rollBack(second)).isEqualTo("revision '" + first.revision() + "' goes on serving");
        assertThat(service().<Object>get("spec")).isEqualTo(spec);

        patch("", "{\"spec\": {\"predictor\": {\"minReplicas\": 7}}}");
        Rollout drifted = target().advance(releases.next(3));
        assertThat(drifted.phase()).isEqualTo(Rollout.Phase.BUSY);
        assertThat(drifted.reason()).contains(".spec.predictor.minReplicas is now kept by \"kubectl-edit\"");
    }

    private void controllerSays(String transition) {
        patch("status", READY.formatted(service().getMetadata().getGeneration(), transition));
    }

    private void patch(String subresource, String merge) {
        PatchContext context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("kubectl-edit")
                .build();
        var resource = client.genericKubernetesResources(InferenceManifest.KIND)
                .inNamespace(namespace)
                .withName("churn");
        if (subresource.isEmpty()) {
            resource.patch(context, merge);
        } else {
            resource.subresource(subresource).patch(context, merge);
        }
    }

    private GenericKubernetesResource service() {
        return client.genericKubernetesResources(InferenceManifest.KIND)
                .inNamespace(namespace)
                .withName("churn")
                .get();
    }

    private KServeTarget target() throws Exception {
        return new KServeTarget(
                Releases.cluster(client),
                Releases.PROFILE,
                Releases.withStorage(Type.kserve, namespace, null, "s3://models/{revision}"),
                releases.files(),
                Clock.systemUTC());
    }
}
