package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One node, on which containers are processes of this machine, or {@linkplain Images#play played}. Tests can let happen to a pod
 * what happens on nodes.
 */
public final class ProcessKubelet implements AutoCloseable {
    private static final int STAGE_THREADS = 4;

    private final KubernetesClient client;
    private final Path directory;
    private final Images images = new Images();
    private final Map<String, PodLife> pods = new ConcurrentHashMap<>();
    private final AtomicInteger addresses = new AtomicInteger();
    private final ScheduledExecutorService stage = Executors.newScheduledThreadPool(STAGE_THREADS, task -> {
        Thread thread = new Thread(task, "played pods");
        thread.setDaemon(true);
        return thread;
    });
    private final KubeletServer server;
    private final FakeNode node;
    private final SharedIndexInformer<Pod> informer;

    private ProcessKubelet(
            String name,
            Path parent,
            KubernetesClient client,
            Map<String, String> labels,
            Map<String, String> resources)
            throws IOException, InterruptedException {
        this.client = client;
        this.directory = Files.createDirectories(parent.resolve(name));
        this.server = new KubeletServer(
                directory,
                (namespace, pod, container) -> Optional.ofNullable(pods.get(namespace + "/" + pod))
                        .flatMap(run -> run.container(container)));
        this.node = new FakeNode(client, name, server.port(), labels, resources);
        this.informer = client.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", name)
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(Pod pod) {
                        changed(pod);
                    }

                    @Override
                    public void onUpdate(Pod before, Pod pod) {
                        changed(pod);
                    }

                    @Override
                    public void onDelete(Pod pod, boolean unknown) {
                        deleted(pod);
                    }
                });
    }

    static ProcessKubelet start(String name, Path directory, KubernetesClient client)
            throws IOException, InterruptedException {
        return start(name, directory, client, Map.of(), Map.of());
    }

    /**
     * A node that the scheduler may use as soon as this returns or a moment later.
     *
     * @param resources in addition to processors, memory and pods, such as {@code nvidia.com/gpu}
     */
    static ProcessKubelet start(
            String name,
            Path directory,
            KubernetesClient client,
            Map<String, String> labels,
            Map<String, String> resources)
            throws IOException, InterruptedException {
        return new ProcessKubelet(name, directory, client, labels, resources);
    }

    public Images images() {
        return images;
    }

    /** Where the files of a claim are on this machine. */
    public Path claim(String namespace, String name) {
        return directory.resolve("claims").resolve(namespace).resolve(name);
    }

    /** Ends a pod as a node short of memory does. */
    public void evict(String namespace, String pod) {
        running(namespace, pod).evict("The node was low on resource: memory.");
    }

    /** Ends a container as the kernel does when its memory limit is reached. */
    public void killForMemory(String namespace, String pod, String container) {
        running(namespace, pod).container(container).orElseThrow().kill("OOMKilled");
    }

    /** Breaks the connections of all commands that run by exec, and returns how many there were. */
    public int cutStreams() {
        return server.cutStreams();
    }

    /** Ends everything at once and tells nobody, as a lost machine does. */
    @Override
    public void close() {
        informer.close();
        node.close();
        pods.values().forEach(PodLife::vanish);
        stage.shutdownNow();
        server.close();
    }

    private PodRun running(String namespace, String pod) {
        return Optional.ofNullable(pods.get(namespace + "/" + pod))
                .filter(PodRun.class::isInstance)
                .map(PodRun.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("no processes of a pod " + namespace + "/" + pod + " run here"));
    }

    private void changed(Pod pod) {
        PodLife run = pods.computeIfAbsent(key(pod), key -> start(pod));
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
            run.stop(Duration.ofSeconds(grace == null ? 0 : grace));
        }
    }

    private void deleted(Pod pod) {
        PodLife run = pods.remove(key(pod));
        if (run != null) {
            run.stop(Duration.ZERO);
        }
    }

    private PodLife start(Pod pod) {
        try {
            Path own = Files.createDirectories(directory.resolve(pod.getMetadata().getUid()));
            Optional<Play> play = images.play(pod);
            return play.isPresent() ? played(pod, play.get(), own) : run(pod, own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PodLife run(Pod pod, Path own) throws IOException {
        PodRun run = new PodRun(client, pod, images, own, directory.resolve("claims"), nextAddress());
        Thread thread = new Thread(run, "pod " + key(pod));
        thread.setDaemon(true);
        thread.start();
        return run;
    }

    private PodLife played(Pod pod, Play play, Path own) throws IOException {
        PlayedPod played = new PlayedPod(client, pod, play, own, stage);
        played.begin();
        return played;
    }

    /** Loopback addresses, a new one for each pod. */
    private String nextAddress() {
        int number = addresses.incrementAndGet();
        return "127." + (1 + number / 62_500 % 250) + "." + number / 250 % 250 + "." + (1 + number % 250);
    }

    private static String key(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}
