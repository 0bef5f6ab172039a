package io.jenkins.plugins.mlsteps.deploy.kserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ApplyingServer;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ManifestSchema;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig.Type;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API is fabric8's mock of one; what KServe's controller would say is said by hand. */
class KServeTargetTest {
    private static final String STORAGE = "s3://models/{model}/{digest}";
    private static final String URL = "http://churn-serving.example.com";

    private final ApplyingServer server = new ApplyingServer();
    private final KubernetesClient client = server.client();

    @TempDir
    Path workspace;

    private Releases releases;

    @BeforeEach
    void prepare() {
        releases = new Releases(workspace, "churn");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void letsKServeFetchTheModelAndScaleToZero() throws Exception {
        Release release = releases.next(1);
        target(serverless(true, null, 5)).advance(release);

        GenericKubernetesResource service = service();
        ManifestSchema.of("InferenceService").requireValid(service);
        assertThat(service.getMetadata().getAnnotations())
                .containsEntry("serving.kserve.io/deploymentMode", "Serverless");
        assertThat(service.<Integer>get("spec", "predictor", "minReplicas")).isZero();
        assertThat(service.<Integer>get("spec", "predictor", "maxReplicas")).isEqualTo(5);
        assertThat(service.<Object>get("spec", "predictor", "model"))
                .isEqualTo(Map.of(
                        "modelFormat", Map.of("name", "onnx"),
                        "storageUri", "s3://models/churn/" + release.digest().substring(7),
                        "protocolVersion", "v2",
                        "resources", Map.of()));
    }

    @Test
    void runsAServerOfTheAdministratorsImageAsAPlainDeployment() throws Exception {
        target(Releases.withImage(Type.kserve, "serving", Releases.IMAGE)).advance(releases.next(1));

        GenericKubernetesResource service = service();
        ManifestSchema.of("InferenceService").requireValid(service);
        assertThat(service.getMetadata().getAnnotations())
                .containsEntry("serving.kserve.io/deploymentMode", "RawDeployment");
        assertThat(service.<Integer>get("spec", "predictor", "minReplicas")).isEqualTo(1);
        assertThat(service.<String>get("spec", "predictor", "containers", 0, "name")).isEqualTo("kserve-container");
        assertThat(client.configMaps().inNamespace("serving").list().getItems())
                .singleElement()
                .satisfies(model -> assertThat(
                                service.<String>get("spec", "predictor", "volumes", 0, "configMap", "name"))
                        .isEqualTo(model.getMetadata().getName()));
    }

    @Test
    void waitsUntilTheServiceIsReadyAndTheModelIsLoaded() throws Exception {
        Release release = releases.next(1);
        KServeTarget target = target(stored());
        target.advance(release);
        assertThat(target.advance(release).reason()).isEqualTo("KServe has not begun with it");

        controllerSays(condition("PredictorReady", "False", "RevisionMissing", "no revision yet"), Map.of());
        assertThat(target.advance(release))
                .isEqualTo(Rollout.pending("not ready: PredictorReady RevisionMissing no revision yet"));
        controllerSays(condition("Ready", "True", null, null), Map.of("transitionStatus", "InProgress"));
        assertThat(target.advance(release).phase()).isEqualTo(Rollout.Phase.PENDING);

        controllerSays(condition("Ready", "True", null, null), Map.of("transitionStatus", "UpToDate"));
        assertThat(target.advance(release)).isEqualTo(Rollout.serving(URL, null));
        assertThat(target.current("staging", "churn").map(CurrentRevision::url)).contains(URL);
    }

    @Test
    void saysWhyTheModelCannotBeLoadedAndGoesBack() throws Exception {
        KServeTarget target = target(stored());
        Release good = serving(target, 1);
        Object before = service().get("spec");
        Release bad = releases.next(2);
        target.advance(bad);
        controllerSays(
                condition("Ready", "True", null, null),
                Map.of(
                        "transitionStatus",
                        "BlockedByFailedLoad",
                        "lastFailureInfo",
                        Map.of("reason", "ModelLoadFailed", "message", "bad opset", "exitCode", 1)));

        assertThat(target.advance(bad))
                .isEqualTo(Rollout.failed(
                        "KServe cannot load the model: BlockedByFailedLoad (ModelLoadFailed, exit code 1: bad opset)"));
        assertThat(target.rollBack(bad)).isEqualTo("revision '" + good.revision() + "' goes on serving");
        assertThat(service().<Object>get("spec")).isEqualTo(before);
    }

    @Test
    void removesAFirstReleaseThatFailed() throws Exception {
        KServeTarget target = target(Releases.withImage(Type.kserve, "serving", Releases.IMAGE));
        Release release = releases.next(1);
        target.advance(release);
        controllerSays(condition("Ready", "False", null, null), Map.of("transitionStatus", "InvalidSpec"));

        assertThat(target.advance(release).phase()).isEqualTo(Rollout.Phase.FAILED);
        assertThat(target.rollBack(release)).isEqualTo("nothing serves");
        assertThat(service()).isNull();
        assertThat(client.configMaps().inNamespace("serving").list().getItems()).isEmpty();
    }

    @Test
    void refusesWhatTheTargetCannotBe() {
        assertThatThrownBy(() -> target(TargetConfig.of(Type.kserve)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("needs a 'storage' that KServe fetches the model from")
                .hasMessageContaining("or an 'image'");
        assertThatThrownBy(() -> target(serverless(false, 0, null)))
                .hasMessageContaining("scales to zero with 'serverless: true' alone");
    }

    private static TargetConfig stored() {
        return Releases.withStorage(Type.kserve, "serving", null, STORAGE);
    }

    private static TargetConfig serverless(boolean serverless, Integer min, Integer max) {
        return new TargetConfig(
                Type.kserve, 0, "gpu-cluster", "serving", serverless, min, max, STORAGE, null, List.of(), null, null, null,
                null, 0, false);
    }

    private Release serving(KServeTarget target, int build) throws Exception {
        Release release = releases.next(build);
        target.advance(release);
        controllerSays(condition("Ready", "True", null, null), Map.of("transitionStatus", "UpToDate"));
        assertThat(target.advance(release).phase()).isEqualTo(Rollout.Phase.SERVING);
        return release;
    }

    private static Map<String, String> condition(String type, String status, String reason, String message) {
        return reason == null
                ? Map.of("type", type, "status", status)
                : Map.of("type", type, "status", status, "reason", reason, "message", message);
    }

    private void controllerSays(Map<String, String> condition, Map<String, Object> modelStatus) {
        GenericKubernetesResource service = service();
        service.setAdditionalProperty(
                "status",
                Map.of(
                        "observedGeneration", service.getMetadata().getGeneration(),
                        "url", URL,
                        "conditions", List.of(condition),
                        "modelStatus", modelStatus));
        client.genericKubernetesResources(InferenceManifest.KIND)
                .inNamespace("serving")
                .resource(service)
                .update();
    }

    private GenericKubernetesResource service() {
        return client.genericKubernetesResources(InferenceManifest.KIND)
                .inNamespace("serving")
                .withName("churn")
                .get();
    }

    private KServeTarget target(TargetConfig config) throws Exception {
        return new KServeTarget(
                Releases.cluster(client), Releases.PROFILE, config, releases.files(), Clock.systemUTC());
    }
}
