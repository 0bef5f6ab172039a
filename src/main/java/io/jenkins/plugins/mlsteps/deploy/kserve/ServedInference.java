package io.jenkins.plugins.mlsteps.deploy.kserve;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.EnclosedModel;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.EndpointLabels;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ObjectName;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Progress;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ServedObject;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ServerSideApply;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An endpoint as an InferenceService. */
final class ServedInference implements ServedObject<GenericKubernetesResource> {
    private static final int NOT_FOUND = 404;

    private final Cluster cluster;
    private final InferenceManifest manifest;
    private final EnclosedModel model;
    private final ServerSideApply writer;

    ServedInference(Cluster cluster, InferenceManifest manifest, EnclosedModel model, ServerSideApply writer) {
        this.cluster = cluster;
        this.manifest = manifest;
        this.model = model;
        this.writer = writer;
    }

    @Override
    public String title(Release release) {
        return "InferenceService '" + ObjectName.of(release.endpoint()) + "' in namespace '" + manifest.namespace() + "'";
    }

    @Override
    public Optional<GenericKubernetesResource> read(Release release) throws IOException {
        try {
            return Optional.ofNullable(cluster.client()
                    .genericKubernetesResources(InferenceManifest.KIND)
                    .inNamespace(manifest.namespace())
                    .withName(ObjectName.of(release.endpoint()))
                    .get());
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("read " + title(release), e);
        }
    }

    @Override
    public List<GenericKubernetesResource> all(String environment) throws IOException {
        try {
            return cluster.client()
                    .genericKubernetesResources(InferenceManifest.KIND)
                    .inNamespace(manifest.namespace())
                    .withLabels(EndpointLabels.ofEnvironment(environment))
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            throw ApiFailure.of(
                    "look for what environment '" + environment + "' serves in namespace '" + manifest.namespace() + "'", e);
        }
    }

    @Override
    public Map<String, Double> metrics(Release release) throws IOException, InterruptedException {
        return model.metrics(release);
    }

    @Override
    public GenericKubernetesResource manifest(Release release) throws IOException {
        return manifest.build(release);
    }

    @Override
    public String specification(GenericKubernetesResource object) throws IOException {
        return Json.mapper().writeValueAsString(object.get("spec"));
    }

    @Override
    public GenericKubernetesResource withSpecification(GenericKubernetesResource object, String specification)
            throws IOException {
        return new GenericKubernetesResourceBuilder(object)
                .addToAdditionalProperties("spec", Json.mapper().readValue(specification, Map.class))
                .build();
    }

    @Override
    public void prepare(Release release) throws IOException, InterruptedException {
        if (manifest.pod().target().storage() == null) {
            model.ship(release, writer);
        }
    }

    @Override
    public GenericKubernetesResource apply(GenericKubernetesResource object) throws IOException {
        try {
            return writer.apply(
                    object,
                    cluster.client()
                            .genericKubernetesResources(InferenceManifest.KIND)
                            .inNamespace(manifest.namespace())
                            .resource(object));
        } catch (ApiFailure e) {
            if (e.getCause() instanceof KubernetesClientException api && api.getCode() == NOT_FOUND) {
                throw new IOException("the cluster does not know InferenceService (serving.kserve.io/v1beta1): an administrator"
                        + " installs KServe, or the target is of type kubernetes", e);
            }
            throw e;
        }
    }

    @Override
    public Progress progress(GenericKubernetesResource object, Release release) {
        return status(object).progress(object.getMetadata().getGeneration());
    }

    private static InferenceStatus status(GenericKubernetesResource object) {
        Object status = object.get("status");
        return Json.mapper().convertValue(status == null ? Map.of() : status, InferenceStatus.class);
    }

    @Override
    public String url(GenericKubernetesResource object) {
        return status(object).url();
    }

    @Override
    public void delete(Release release) throws IOException {
        forget(release, null, null);
        try {
            cluster.client()
                    .genericKubernetesResources(InferenceManifest.KIND)
                    .inNamespace(manifest.namespace())
                    .withName(ObjectName.of(release.endpoint()))
                    .delete();
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("delete " + title(release), e);
        }
    }

    @Override
    public void discard(Release release) throws IOException {
        if (manifest.pod().target().storage() == null) {
            model.discard(release);
        }
    }

    @Override
    public void forget(Release release, String current, String previous) throws IOException {
        if (manifest.pod().target().storage() == null) {
            model.forget(release, current, previous);
        }
    }
}
