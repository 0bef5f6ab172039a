package io.jenkins.plugins.mlsteps.workload.kubernetes.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.MissingRight;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * All our Jobs of one namespace and their pods, seen through one watch of each kind however many there are. What it knows is a
 * memory of the cluster: whoever restarts finds it again there.
 */
public final class JobWatch {
    private static final Map<String, JobWatch> OPEN = new ConcurrentHashMap<>();

    private final Map<String, JobState> jobs = new ConcurrentHashMap<>();
    private final Map<String, Map<String, PodSighting>> pods = new ConcurrentHashMap<>();
    private final KubernetesClient client;
    private final SharedIndexInformer<Job> jobInformer;
    private final SharedIndexInformer<Pod> podInformer;
    private volatile ApiFailure problem;
    private final CountDownLatch synced = new CountDownLatch(2);

    private record JobState(boolean suspended, Sighting.End end) {}

    private JobWatch(KubernetesClient client, String namespace) {
        this.client = client;
        jobInformer = client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabel(Labels.MANAGED_BY, Labels.US)
                .runnableInformer(0);
        podInformer = client.pods()
                .inNamespace(namespace)
                .withLabel(Labels.MANAGED_BY, Labels.US)
                .runnableInformer(0);
        follow(jobInformer, new Changes<>(this::see, this::forget), failure -> note(
                ApiFailure.of("watch Jobs", failure, client, MissingRight.toWatch(namespace, "batch", "jobs"))));
        follow(podInformer, new Changes<>(this::see, this::forget), failure -> note(
                ApiFailure.of("watch pods", failure, client, MissingRight.toWatch(namespace, "", "pods"))));
    }

    /** The one watch of a namespace in this process; opened by the first who asks, and again when the cluster has another client. */
    public static JobWatch of(Cluster cluster, String namespace) throws IOException {
        KubernetesClient client = cluster.client();
        return OPEN.compute(cluster.identity() + " " + namespace, (key, open) -> {
            if (open != null && open.client == client && open.isWatching()) {
                return open;
            }
            if (open != null) {
                open.stop();
            }
            return new JobWatch(client, namespace);
        });
    }

    /** Whether everything that was there at the start is known. */
    public boolean isSynced() {
        return synced.getCount() == 0;
    }

    /** What the API server last said instead of an answer; empty as soon as it answers. */
    public Optional<ApiFailure> problem() {
        boolean answers = jobInformer.isWatching() && podInformer.isWatching();
        return answers ? Optional.empty() : Optional.ofNullable(problem);
    }

    /** Empty when there is no such Job, as far as the watch knows. */
    public Optional<Sighting> see(String job) {
        JobState state = jobs.get(job);
        if (state == null) {
            return Optional.empty();
        }
        return Optional.of(new Sighting(
                job,
                state.suspended(),
                state.end(),
                pods.getOrDefault(job, Map.of()).values().stream()
                        .sorted(Comparator.comparing(PodSighting::created)
                                .thenComparing(PodSighting::uid)
                                .reversed())
                        .toList()));
    }

    private boolean isWatching() {
        return jobInformer.isRunning() && podInformer.isRunning();
    }

    private void stop() {
        jobInformer.stop();
        podInformer.stop();
    }

    private <T extends HasMetadata> void follow(
            SharedIndexInformer<T> informer, ResourceEventHandler<T> changes, Consumer<Throwable> trouble) {
        informer.addEventHandler(changes)
                // Whatever the server says, it may say something else in a moment: watch again, with growing pauses.
                .exceptionHandler((started, failure) -> {
                    trouble.accept(failure);
                    return true;
                })
                .start()
                .thenRun(synced::countDown);
    }

    private void note(ApiFailure failure) {
        problem = failure;
    }

    private void see(Job job) {
        jobs.put(job.getMetadata().getName(), new JobState(Reading.suspended(job), Reading.end(job)));
    }

    private void forget(Job job) {
        jobs.remove(job.getMetadata().getName());
    }

    private void see(Pod pod) {
        String job = pod.getMetadata().getLabels().get(Labels.WORKLOAD);
        if (job != null) {
            pods.computeIfAbsent(job, key -> new ConcurrentHashMap<>())
                    .put(pod.getMetadata().getUid(), Reading.pod(pod));
        }
    }

    private void forget(Pod pod) {
        String job = pod.getMetadata().getLabels().get(Labels.WORKLOAD);
        if (job != null) {
            pods.computeIfPresent(job, (key, known) -> {
                known.remove(pod.getMetadata().getUid());
                return known.isEmpty() ? null : known;
            });
        }
    }

    private record Changes<T>(Consumer<T> seen, Consumer<T> gone)
            implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            seen.accept(object);
        }

        @Override
        public void onUpdate(T before, T object) {
            seen.accept(object);
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            gone.accept(object);
        }
    }
}
