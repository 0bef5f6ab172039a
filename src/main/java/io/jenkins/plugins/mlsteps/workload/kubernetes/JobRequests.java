package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of the API server about one Job, beyond what the watch tells. */
final class JobRequests {
    /** What a pod that nobody waits for has to end in. */
    private static final long GRACE_SECONDS = 1;

    private JobRequests() {}

    /** Creates it, unless it is there. */
    static void create(Cluster cluster, String namespace, Job job) throws IOException {
        try {
            cluster.client().batch().v1().jobs().inNamespace(namespace).resource(job).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw failure("create Job " + job.getMetadata().getName() + " in namespace " + namespace, e);
            }
        }
    }

    static boolean exists(Cluster cluster, String namespace, String job) throws IOException {
        try {
            return cluster.client().batch().v1().jobs().inNamespace(namespace).withName(job).get() != null;
        } catch (KubernetesClientException e) {
            throw failure("read Job " + job, e);
        }
    }

    /** All Jobs with some labels. */
    static List<Job> of(Cluster cluster, String namespace, Map<String, String> labels) throws IOException {
        try {
            return cluster.client()
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .withLabels(labels)
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            throw failure("list Jobs in namespace " + namespace, e);
        }
    }

    /** Values that the nodes have for a label; empty when none has it, or nodes may not be listed. */
    static List<String> nodeLabels(Cluster cluster, String label) throws IOException {
        try {
            return cluster.client().nodes().withLabel(label).list().getItems().stream()
                    .map(node -> node.getMetadata().getLabels().get(label))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of(); // the namespace's own rights suffice for all but this advice
            }
            throw failure("list nodes", e);
        }
    }

    /**
     * Deletes it and ends its pods without waiting for what they still want to do.
     *
     * @return how many pods were there
     */
    static int remove(Cluster cluster, String namespace, String job) throws IOException {
        delete(cluster, namespace, job);
        return stopPods(cluster, namespace, job);
    }

    /** Deletes it with its pods, unless it is gone. */
    static void delete(Cluster cluster, String namespace, String job) throws IOException {
        try {
            cluster.client()
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .withName(job)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
        } catch (KubernetesClientException e) {
            throw failure("delete Job " + job, e);
        }
    }

    private static int stopPods(Cluster cluster, String namespace, String job) throws IOException {
        try {
            List<Pod> pods = cluster.client()
                    .pods()
                    .inNamespace(namespace)
                    .withLabels(Map.of(Labels.MANAGED_BY, Labels.US, Labels.WORKLOAD, job))
                    .list()
                    .getItems();
            for (Pod pod : pods) {
                Long before = pod.getMetadata().getDeletionGracePeriodSeconds();
                if (before == null || before > GRACE_SECONDS) {
                    cluster.client()
                            .pods()
                            .inNamespace(namespace)
                            .withName(pod.getMetadata().getName())
                            .withGracePeriod(GRACE_SECONDS)
                            .delete();
                }
            }
            return pods.size();
        } catch (KubernetesClientException e) {
            throw failure("delete the pods of Job " + job, e);
        }
    }

    /** What the Job controller says when it cannot make a pod, such as that a quota is used up. */
    static Optional<String> whyNoPod(Cluster cluster, String namespace, String job) throws IOException {
        try {
            return cluster
                    .client()
                    .v1()
                    .events()
                    .inNamespace(namespace)
                    .withField("involvedObject.name", job)
                    .withField("involvedObject.kind", "Job")
                    .list()
                    .getItems()
                    .stream()
                    .filter(event -> "FailedCreate".equals(event.getReason()))
                    .max(Comparator.comparing(event -> String.valueOf(event.getLastTimestamp())))
                    .map(Event::getMessage)
                    .map(message -> "its pod cannot be made: " + message);
        } catch (KubernetesClientException e) {
            throw failure("read the events of Job " + job, e);
        }
    }

    private static ApiFailure failure(String doing, KubernetesClientException e) {
        return ApiFailure.of(doing, e);
    }
}
