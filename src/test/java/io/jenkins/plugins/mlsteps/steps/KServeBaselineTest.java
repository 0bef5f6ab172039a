package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.deploy.kserve.KServeTarget;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ApplyingServer;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.deploy.local.TestModels;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate whose baseline is an environment that KServe serves. The API is fabric8's mock of one; KServe's part is played by hand. */
class KServeBaselineTest {
    private static final TargetConfig TARGET =
            Releases.withStorage(TargetConfig.Type.kserve, "serving", null, "s3://models/{model}/{digest}");

    private static final ResourceDefinitionContext SERVICES = new ResourceDefinitionContext.Builder()
            .withGroup("serving.kserve.io")
            .withVersion("v1beta1")
            .withKind("InferenceService")
            .withPlural("inferenceservices")
            .withNamespaced(true)
            .build();

    private final ApplyingServer server = new ApplyingServer();

    @TempDir
    Path root;

    private TestHost host;

    @BeforeEach
    void prepare() {
        Policy lenient = new Policy(List.of(), null, null, "absoluteOnly", null);
        Administration served = new Administration(
                Map.of("staging", new Environment(Environment.Tier.staging, TARGET, lenient)),
                Map.of("gpu-cluster", Releases.PROFILE),
                null);
        host = new TestHost(root).with(served).in(profile -> Releases.cluster(server.client()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void comparesWithTheModelThatKServeServes() throws Exception {
        String first = measure("breast-cancer", 0.95);
        assertThat(judge("auc >= 0.9", "auc >= baseline.auc").passed()).as("of a first model").isTrue();
        serve(first);

        measure("sick", 0.94);
        assertThatThrownBy(() -> judge("auc >= baseline.auc")).hasMessageContaining("0.94").hasMessageContaining("0.95");
        measure("sick", 0.96);
        assertThat(judge("auc >= baseline.auc").passed()).isTrue();
    }

    @Test
    void aModelThatIsStillBeingRolledOutIsNoBaseline() throws Exception {
        measure("breast-cancer", 0.95);
        Release release = new Releases(root, "wine").of(1, digest());
        target().advance(release);

        measure("sick", 0.5);
        assertThat(judge("auc >= 0.4", "auc >= baseline.auc").passed()).as("of a first model").isTrue();
    }

    private void serve(String digest) throws Exception {
        Release release = new Releases(root, "wine").of(1, digest);
        target().advance(release);
        Resource<GenericKubernetesResource> service = server.client()
                .genericKubernetesResources(SERVICES)
                .inNamespace("serving")
                .withName("wine");
        GenericKubernetesResource ready = service.get();
        ready.setAdditionalProperty(
                "status",
                Map.of(
                        "observedGeneration", ready.getMetadata().getGeneration(),
                        "url", "http://wine.example.com",
                        "conditions", List.of(Map.of("type", "Ready", "status", "True")),
                        "modelStatus", Map.of("transitionStatus", "UpToDate")));
        server.client().genericKubernetesResources(SERVICES).inNamespace("serving").resource(ready).update();
        assertThat(target().advance(release)).isEqualTo(Rollout.serving("http://wine.example.com", null));
    }

    private KServeTarget target() throws Exception {
        return new KServeTarget(
                Releases.cluster(server.client()), Releases.PROFILE, TARGET, new Releases(root, "wine").files(), Clock.systemUTC());
    }

    /** Returns the digest of the model. */
    private String measure(String fixture, double auc) throws Exception {
        TestModels.train(root, "wine", fixture);
        Path record = MlDirectory.in(root).trainRecord("wine");
        ObjectNode content = (ObjectNode) Json.tree(record);
        ((ObjectNode) content.get("metrics")).put("auc", auc);
        content.remove("predictions");
        Json.write(record, content);
        return digest();
    }

    private String digest() throws Exception {
        return Json.tree(MlDirectory.in(root).trainRecord("wine")).get("digest").asText();
    }

    private GateResult judge(String... rules) throws Exception {
        GateSpec spec = Binder.bind(
                GateSpec.class, Map.of("name", "quality", "model", "wine", "rules", List.of(rules), "baseline", "staging"));
        GateStep gate = new GateStep(host, spec);
        return gate.advance(gate.initial()).result().orElseThrow();
    }
}
