package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An endpoint as a Deployment behind a Service of the same name. */
final class ServedDeployment implements ServedObject<Deployment> {
    private static final int HTTP = 80;

    private final Cluster cluster;
    private final String namespace;
    private final ServerPod pod;
    private final EnclosedModel model;
    private final ServerSideApply writer;

    ServedDeployment(Cluster cluster, String namespace, ServerPod pod, EnclosedModel model, ServerSideApply writer) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.pod = pod;
        this.model = model;
        this.writer = writer;
    }

    @Override
    public String title(Release release) {
        return "Deployment '" + ObjectName.of(release.endpoint()) + "' in namespace '" + namespace + "'";
    }

    @Override
    public Optional<Deployment> read(Release release) throws IOException {
        try {
            return Optional.ofNullable(cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(ObjectName.of(release.endpoint()))
                    .get());
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("read " + title(release), e);
        }
    }

    @Override
    public List<Deployment> all(String environment) throws IOException {
        try {
            return cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withLabels(EndpointLabels.ofEnvironment(environment))
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("look for what environment '" + environment + "' serves in namespace '" + namespace + "'", e);
        }
    }

    @Override
    public Map<String, Double> metrics(Release release) throws IOException, InterruptedException {
        return model.metrics(release);
    }

    @Override
    public Deployment manifest(Release release) throws IOException {
        PodSpec spec = pod.spec(release);
        // @formatter:off
        return new DeploymentBuilder()
            .withNewMetadata()
                .withName(ObjectName.of(release.endpoint()))
                .withNamespace(namespace)
                .withLabels(EndpointLabels.of(release))
            .endMetadata()
            .withNewSpec()
                .withReplicas(Optional.ofNullable(pod.target().minReplicas()).orElse(1))
                .withNewSelector().withMatchLabels(EndpointLabels.selector(release)).endSelector()
                .withNewStrategy()
                    .withType("RollingUpdate")
                    .withNewRollingUpdate().withNewMaxUnavailable(0).withNewMaxSurge(1).endRollingUpdate()
                .endStrategy()
                .withNewTemplate()
                    .withNewMetadata().withLabels(EndpointLabels.of(release)).endMetadata()
                    .withSpec(new PodSpecBuilder(spec)
                        .withAutomountServiceAccountToken(false)
                        .withContainers(pod.withLivenessProbes(spec.getContainers().get(0)))
                        .build())
                .endTemplate()
            .endSpec()
            .build();
        // @formatter:on
    }

    /** The Service in front of every revision. */
    Service service(Release release) {
        // @formatter:off
        return new ServiceBuilder()
            .withNewMetadata()
                .withName(ObjectName.of(release.endpoint()))
                .withNamespace(namespace)
                .withLabels(EndpointLabels.selector(release))
                .addToLabels(EndpointLabels.MANAGED_BY, EndpointLabels.US)
            .endMetadata()
            .withNewSpec()
                .withSelector(EndpointLabels.selector(release))
                .addNewPort()
                    .withName("http")
                    .withProtocol("TCP")
                    .withPort(HTTP)
                    .withNewTargetPort(pod.port())
                .endPort()
            .endSpec()
            .build();
        // @formatter:on
    }

    @Override
    public String specification(Deployment deployment) {
        return Serialization.asJson(deployment.getSpec());
    }

    @Override
    public Deployment withSpecification(Deployment deployment, String specification) {
        DeploymentSpec spec = Serialization.unmarshal(specification, DeploymentSpec.class);
        return new DeploymentBuilder(deployment)
                .editMetadata()
                .addToLabels(spec.getTemplate().getMetadata().getLabels())
                .endMetadata()
                .withSpec(spec)
                .build();
    }

    @Override
    public void prepare(Release release) throws IOException, InterruptedException {
        if (Storage.of(pod.target().storage(), release) instanceof Storage.Enclosed) {
            model.ship(release, writer);
        }
        writer.apply(service(release));
    }

    @Override
    public Deployment apply(Deployment deployment) throws IOException {
        return writer.apply(deployment);
    }

    @Override
    public Progress progress(Deployment deployment, Release release) throws IOException {
        return new DeploymentProgress(deployment, new PodTroubles(pods(release)).worst()).progress();
    }

    private List<Pod> pods(Release release) throws IOException {
        try {
            return cluster.client()
                    .pods()
                    .inNamespace(namespace)
                    .withLabels(EndpointLabels.of(release))
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("look at the pods of " + title(release), e);
        }
    }

    @Override
    public String url(Deployment deployment) {
        return "http://" + deployment.getMetadata().getName() + "." + namespace + ".svc";
    }

    @Override
    public void delete(Release release) throws IOException {
        String name = ObjectName.of(release.endpoint());
        model.forget(release, null, null);
        try {
            cluster.client().services().inNamespace(namespace).withName(name).delete();
            cluster.client().apps().deployments().inNamespace(namespace).withName(name).delete();
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("delete " + title(release), e);
        }
    }

    @Override
    public void discard(Release release) throws IOException {
        model.discard(release);
    }

    @Override
    public void withdraw(Release release) throws IOException {
        discard(release);
        Map<String, String> ours = service(release).getMetadata().getLabels();
        try {
            Resource<Service> service =
                    cluster.client().services().inNamespace(namespace).withName(ObjectName.of(release.endpoint()));
            Service found = service.get();
            if (found != null
                    && found.getMetadata().getLabels() != null
                    && found.getMetadata().getLabels().entrySet().containsAll(ours.entrySet())) {
                service.delete();
            }
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("delete the Service of " + title(release), e);
        }
    }

    @Override
    public void forget(Release release, String current, String previous) throws IOException {
        model.forget(release, current, previous);
    }
}
