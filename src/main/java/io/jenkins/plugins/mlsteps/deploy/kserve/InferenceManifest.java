package io.jenkins.plugins.mlsteps.deploy.kserve;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.EndpointLabels;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ObjectName;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ServerPod;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Storage;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The InferenceService of a release: a model that KServe fetches and gives to a runtime of its own, or, where the target names an
 * image, a custom predictor.
 *
 * @see <a href="https://kserve.github.io/website/docs/reference/crd-api">v1beta1 InferenceService</a>
 */
record InferenceManifest(String namespace, ServerPod pod) {
    static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup("serving.kserve.io")
            .withVersion("v1beta1")
            .withKind("InferenceService")
            .withPlural("inferenceservices")
            .withNamespaced(true)
            .build();

    private static final String DEPLOYMENT_MODE = "serving.kserve.io/deploymentMode";

    /** KServe gives the container of this name its traffic. */
    private static final String CONTAINER = "kserve-container";

    GenericKubernetesResource build(Release release) throws IOException {
        // @formatter:off
        return new GenericKubernetesResourceBuilder()
            .withApiVersion(KIND.getGroup() + "/" + KIND.getVersion())
            .withKind(KIND.getKind())
            .withNewMetadata()
                .withName(ObjectName.of(release.endpoint()))
                .withNamespace(namespace)
                .withLabels(EndpointLabels.of(release))
                // The names that every release of KServe knows; since 0.16 they are also called Knative and Standard.
                .addToAnnotations(DEPLOYMENT_MODE, target().serverless() ? "Serverless" : "RawDeployment")
            .endMetadata()
            .addToAdditionalProperties("spec", Map.of("predictor", predictor(release)))
            .build();
        // @formatter:on
    }

    private Map<String, Object> predictor(Release release) throws IOException {
        Map<String, Object> predictor = new LinkedHashMap<>();
        predictor.put("minReplicas", minReplicas());
        if (target().maxReplicas() != null) {
            predictor.put("maxReplicas", target().maxReplicas());
        }
        if (pod.profile().serviceAccount() != null) {
            predictor.put("serviceAccountName", pod.profile().serviceAccount());
        }
        if (!pod.tolerations().isEmpty()) {
            predictor.put("tolerations", pod.tolerations());
        }
        if (target().image() == null) {
            predictor.put("model", model(release));
        } else {
            predictor.put("containers", List.of(plain(pod.container(CONTAINER, release))));
            predictor.put("volumes", List.of(plain(pod.volume(release))));
        }
        return predictor;
    }

    private int minReplicas() {
        if (target().minReplicas() != null) {
            return target().minReplicas();
        }
        return target().serverless() ? 0 : 1;
    }

    private Map<String, Object> model(Release release) throws IOException {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("modelFormat", Map.of("name", target().format() == null ? "onnx" : target().format()));
        model.put("storageUri", storageUri(release));
        if (target().runtime() != null) {
            model.put("runtime", target().runtime());
        }
        model.put("protocolVersion", "v2");
        model.put("resources", plain(pod.resources()));
        return model;
    }

    private String storageUri(Release release) {
        Storage storage = Storage.of(target().storage(), release);
        if (storage instanceof Storage.Claim claim) {
            return "pvc://" + claim.claim() + "/" + claim.path();
        }
        return ((Storage.Remote) storage).uri();
    }

    private TargetConfig target() {
        return pod.target();
    }

    private static Map<String, Object> plain(Object value) {
        return Json.mapper().convertValue(value, new TypeReference<>() {});
    }
}
