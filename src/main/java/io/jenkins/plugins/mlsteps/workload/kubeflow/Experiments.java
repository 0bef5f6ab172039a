package io.jenkins.plugins.mlsteps.workload.kubeflow;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.workload.kubernetes.Remains;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The Experiments of a namespace.
 *
 * @param cluster where Katib runs
 */
public record Experiments(Cluster cluster, String namespace) implements Remains {
    private static final ResourceDefinitionContext TRIALS = ExperimentManifest.kind("Trial");
    private static final String OF_EXPERIMENT = "katib.kubeflow.org/experiment";

    /**
     * Creates it, unless it is there.
     *
     * @throws IOException also when the cluster has no Katib, or Katib refuses the Experiment
     */
    public void create(GenericKubernetesResource experiment) throws IOException {
        String name = experiment.getMetadata().getName();
        try {
            cluster.client()
                    .genericKubernetesResources(ExperimentManifest.KIND)
                    .inNamespace(namespace)
                    .resource(experiment)
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                throw new IOException("the cluster does not know Experiment (kubeflow.org/v1beta1): an administrator installs Katib,"
                        + " or the step leaves out engine: 'katib'", e);
            }
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw ApiFailure.of("create Experiment " + name + " in namespace " + namespace, e);
            }
        }
    }

    /** How it stands; empty when it is gone. */
    public Optional<Experiment> read(String name, TuneSpec spec) throws IOException {
        try {
            GenericKubernetesResource object = cluster.client()
                    .genericKubernetesResources(ExperimentManifest.KIND)
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
            if (object == null) {
                return Optional.empty();
            }
            return Optional.of(new Experiment(name, spec, status(object), trials(name)));
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("read Experiment " + name + " in namespace " + namespace, e);
        }
    }

    private static ExperimentStatus status(GenericKubernetesResource object) {
        Object status = object.get("status");
        return Json.mapper().convertValue(status == null ? Map.of() : status, ExperimentStatus.class);
    }

    @Override
    public String kind() {
        return ExperimentManifest.KIND.getKind();
    }

    @Override
    public Map<String, String> running(Map<String, String> labels) throws IOException {
        try {
            return cluster.client()
                    .genericKubernetesResources(ExperimentManifest.KIND)
                    .inNamespace(namespace)
                    .withLabels(labels)
                    .list()
                    .getItems()
                    .stream()
                    .filter(object -> !status(object).hasEnded())
                    .collect(Collectors.toMap(object -> object.getMetadata().getName(), object -> Labels.build(object.getMetadata())));
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("list Experiments in namespace " + namespace, e);
        }
    }

    private List<KatibTrial> trials(String name) throws IOException {
        return cluster.client()
                .genericKubernetesResources(TRIALS)
                .inNamespace(namespace)
                .withLabel(OF_EXPERIMENT, name)
                .list()
                .getItems()
                .stream()
                .map(KatibTrial::of)
                .filter(trial -> trial.spec() != null && trial.spec().parameterAssignments() != null)
                .sorted(Comparator.comparing(KatibTrial::created).thenComparing(KatibTrial::name))
                .toList();
    }

    /** Deletes it with its trials, unless it is gone. */
    @Override
    public void remove(String name) throws IOException {
        try {
            cluster.client()
                    .genericKubernetesResources(ExperimentManifest.KIND)
                    .inNamespace(namespace)
                    .withName(name)
                    .delete();
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("delete Experiment " + name + " in namespace " + namespace, e);
        }
    }
}
