package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints what workloads in a cluster cost this process, and how soon it knows of their end. */
@Tag("benchmark")
class KubernetesBenchmark {
    private static final int WORKLOADS = Integer.getInteger("workloads", 100);
    private static final int PARALLEL = Integer.getInteger("parallel", 10);
    private static final int WAITING = Integer.getInteger("waiting", 1000);
    private static final int MEGABYTES = Integer.getInteger("megabytes", 500);

    private static RealCluster real;

    @TempDir
    Path root;

    @BeforeAll
    static void start() throws Exception {
        real = RealCluster.shared();
    }

    @Test
    void shortWorkloads() throws Exception {
        String namespace = real.namespace("short");
        try (CountingCluster cluster = new CountingCluster(real)) {
            Map<String, Long> ended = new ConcurrentHashMap<>();
            Map<String, Long> completed = new ConcurrentHashMap<>();
            Map<String, Long> known = new ConcurrentHashMap<>();
            List<JobDriver> running = new ArrayList<>();
            int started = 0;
            int threads = 0;
            try (Watch pods = real.client().pods().inNamespace(namespace).watch(new Ends(ended));
                    Watch jobs = real.client().batch().v1().jobs().inNamespace(namespace).watch(new Completions(completed))) {
                while (started < WORKLOADS || !running.isEmpty()) {
                    while (started < WORKLOADS && running.size() < PARALLEL) {
                        running.add(JobDriver.on(cluster, namespace, root)
                                .submit(Workloads.of("echo loss=0.5; sleep 1; mkdir -p out; echo 1 > out/model-" + started)
                                        .download("out")));
                        started++;
                    }
                    for (JobDriver job : List.copyOf(running)) {
                        if (job.look().isFinished()) {
                            assertThat(job.end().phase()).isEqualTo(Phase.SUCCEEDED);
                            known.put(job.job(), System.nanoTime());
                            running.remove(job);
                        }
                    }
                    threads = Math.max(threads, threadsOf("HttpClient", "mlsteps", "kubernetes"));
                    Thread.sleep(20);
                }
                while (completed.size() < WORKLOADS) {
                    Thread.sleep(20);
                }
            }
            System.out.printf(
                    "%d workloads of 1 s, %d at a time: %.1f API requests each, at most %d threads of the client%n"
                            + "the end is known and all files are home %s after the pod's status tells that the command ended,%n"
                            + "that is %s after the Job's status tells that it is complete%n",
                    WORKLOADS,
                    PARALLEL,
                    (double) cluster.requests.get() / WORKLOADS,
                    threads,
                    between(ended, known),
                    between(completed, known));
        }
    }

    private static String between(Map<String, Long> from, Map<String, Long> to) {
        long[] sorted = to.entrySet().stream()
                .mapToLong(job -> job.getValue() - from.get(job.getKey()))
                .sorted()
                .toArray();
        return "%d ms (median), %d ms (p99)"
                .formatted(sorted[sorted.length / 2] / 1_000_000, sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1_000_000);
    }

    @Test
    void waitingWorkloads() throws Exception {
        String namespace = real.namespace("waiting");
        try (CountingCluster cluster = new CountingCluster(real)) {
            JobDriver first = JobDriver.queued(cluster, namespace, root).submit(Workloads.of("true"));
            first.until(() -> !first.reasons.isEmpty());
            long before = heap();
            int threadsBefore = Thread.activeCount();
            List<JobDriver> jobs = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                jobs.add(JobDriver.queued(cluster, namespace, root).submit(Workloads.of("true")));
            }
            for (JobDriver job : jobs) {
                job.until(() -> !job.reasons.isEmpty());
            }
            System.out.printf(
                    "%d workloads that wait: %.1f KB of heap each, %d threads more than for one%n",
                    WAITING, (heap() - before) / 1024.0 / WAITING, Thread.activeCount() - threadsBefore);
        }
    }

    @Test
    void largeFiles() throws Exception {
        String namespace = real.namespace("large");
        byte[] block = new byte[1 << 20];
        new Random(1).nextBytes(block);
        try (OutputStream file = Files.newOutputStream(root.resolve("data.bin"))) {
            for (int i = 0; i < MEGABYTES; i++) {
                file.write(block);
            }
        }
        long start = System.nanoTime();
        JobDriver job = JobDriver.in(real, namespace, root)
                .submit(Workloads.of("echo up; mkdir out; mv data.bin out/model.bin")
                        .upload("data.bin")
                        .download("out"));
        while (job.look().phase() == Phase.PENDING) {
            Thread.sleep(20);
        }
        double in = (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        assertThat(job.end()).as("%s, it said %s", job.reasons, job.printed()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
        double out = (System.nanoTime() - start) / 1e9;
        assertThat(Files.mismatch(root.resolve("data.bin"), root.resolve("out/model.bin"))).isEqualTo(-1);
        System.out.printf("%d MB in: %.1f s with the start of the pod, out: %.1f s%n", MEGABYTES, in, out);
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static int threadsOf(String... names) {
        Predicate<String> ours = name -> Arrays.stream(names).anyMatch(name::contains);
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(ours)
                .count();
    }

    /** When a pod's status said for the first time that its command had ended. */
    private record Ends(Map<String, Long> ended) implements Watcher<Pod> {
        @Override
        public void eventReceived(Action action, Pod pod) {
            boolean trained = pod.getStatus().getContainerStatuses().stream()
                    .anyMatch(container -> container.getName().equals("train") && container.getState().getTerminated() != null);
            if (trained) {
                ended.putIfAbsent(pod.getMetadata().getLabels().get(Labels.WORKLOAD), System.nanoTime());
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            if (cause != null) {
                throw new IllegalStateException(cause);
            }
        }
    }

    /** When a Job's status said for the first time that it is complete. */
    private record Completions(Map<String, Long> completed) implements Watcher<Job> {
        @Override
        public void eventReceived(Action action, Job job) {
            boolean complete = job.getStatus() != null
                    && job.getStatus().getConditions().stream()
                            .anyMatch(condition -> condition.getType().equals("Complete"));
            if (complete) {
                completed.putIfAbsent(job.getMetadata().getName(), System.nanoTime());
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            if (cause != null) {
                throw new IllegalStateException(cause);
            }
        }
    }

    /** Counts the requests that go through it. */
    private static final class CountingCluster implements Cluster, AutoCloseable {
        private final AtomicInteger requests = new AtomicInteger();
        private final KubernetesClient client;

        private CountingCluster(RealCluster real) {
            client = new KubernetesClientBuilder()
                    .withConfig(real.client().getConfiguration())
                    .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("count", new Interceptor() {
                        @Override
                        public void before(BasicBuilder request, HttpRequest original, RequestTags tags) {
                            requests.incrementAndGet();
                        }
                    }))
                    .build();
        }

        @Override
        public String identity() {
            return "counting " + System.identityHashCode(this);
        }

        @Override
        public String defaultNamespace() {
            return "default";
        }

        @Override
        public KubernetesClient client() {
            return client;
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
