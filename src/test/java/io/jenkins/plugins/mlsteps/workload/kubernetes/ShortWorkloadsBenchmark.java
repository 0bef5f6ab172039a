package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.Play;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints what workloads of a second cost, and how soon their end is known. Their pods are played: the machine has no room for more. */
@Tag("benchmark")
class ShortWorkloadsBenchmark {
    private static final int WORKLOADS = Integer.getInteger("workloads", 1000);

    /** As many as Jenkins has for the turns of steps. */
    private static final int THREADS = Integer.getInteger("threads", 32);

    private static final String IMAGE = "registry.example.com/played:1";
    private static final Duration LONG = Duration.ofMinutes(20);

    private static RealCluster real;

    private final AtomicInteger created = new AtomicInteger();
    private final AtomicLong lastCreated = new AtomicLong(Long.MIN_VALUE);
    private final Map<String, Long> ended = new ConcurrentHashMap<>();
    private final Map<String, Long> completed = new ConcurrentHashMap<>();
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    @TempDir
    Path root;

    @BeforeAll
    static void start() throws Exception {
        real = RealCluster.shared();
        real.kubelet().images().play(IMAGE, Play.printing("loss=0.5\n"));
    }

    @Test
    void shortWorkloads() throws Exception {
        String namespace = real.namespace("short");
        AtomicInteger most = new AtomicInteger();
        AtomicInteger threads = new AtomicInteger();
        long begin = System.nanoTime();
        try (CountingCluster cluster = new CountingCluster(real);
                Turns turns = new Turns();
                Watch pods = real.client().pods().inNamespace(namespace).watch(watcher(this::sawPod));
                Watch jobs = real.client().batch().v1().jobs().inNamespace(namespace).watch(watcher(this::sawJob))) {
            for (int i = 0; i < WORKLOADS; i++) {
                turns.begin(JobDriver.on(cluster, namespace, root));
            }
            Deadline.await(
                    LONG,
                    () -> {
                        most.accumulateAndGet(created.get() - known.size(), Math::max);
                        threads.accumulateAndGet(threadsOf("HttpClient", "mlsteps", "kubernetes"), Math::max);
                        return turns.areOver() && known.size() == WORKLOADS && completed.size() == WORKLOADS;
                    },
                    () -> created + " created, " + known.size() + " known to have ended, " + completed.size() + " complete");
            System.out.printf(
                    "%d workloads of 1 s, at most %d at a time, created within %.0f s, ended within %.0f s: %d API requests each (median; %.1f in the"
                            + " mean), at most %d threads of the client%n"
                            + "the end is known and all files are home %s after the pod's status tells that the command ended,%n"
                            + "that is %s after the Job's status tells that it is complete%n",
                    WORKLOADS,
                    most.get(),
                    (lastCreated.get() - begin) / 1e9,
                    (System.nanoTime() - begin) / 1e9,
                    cluster.median(known.keySet()),
                    (double) cluster.requests() / WORKLOADS,
                    threads.get(),
                    between(ended, known),
                    between(completed, known));
        }
    }

    /** Drives many workloads as Jenkins drives the steps of many builds: by turns on some threads, with a pause after each. */
    private final class Turns implements AutoCloseable {
        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
        private volatile Throwable failure;

        void begin(JobDriver job) {
            threads.execute(() -> turn(() -> {
                job.submit(Workloads.of("true").image(IMAGE));
                lastCreated.accumulateAndGet(System.nanoTime(), Math::max);
                created.incrementAndGet();
                later(job, System.nanoTime());
            }));
        }

        private void later(JobDriver job, long begin) {
            long elapsed = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            long pause = Math.max(5, Math.min(250, elapsed / 20));
            threads.schedule(() -> turn(() -> look(job, begin)), pause, TimeUnit.MILLISECONDS);
        }

        private void look(JobDriver job, long begin) throws Exception {
            if (!job.look().isFinished()) {
                later(job, begin);
                return;
            }
            long now = System.nanoTime();
            assertThat(job.end().phase()).isEqualTo(Phase.SUCCEEDED);
            assertThat(job.printed()).isEqualTo("loss=0.5\n");
            known.put(job.job(), now);
        }

        private void turn(Turn work) {
            try {
                work.run();
            } catch (Throwable e) {
                failure = e;
            }
        }

        /** @throws AssertionError when a workload did not end as it should */
        boolean areOver() {
            if (failure != null) {
                throw new AssertionError("a workload failed", failure);
            }
            return known.size() == WORKLOADS;
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface Turn {
        void run() throws Exception;
    }

    private static String between(Map<String, Long> from, Map<String, Long> to) {
        long[] sorted = to.entrySet().stream()
                .mapToLong(job -> job.getValue() - from.get(job.getKey()))
                .sorted()
                .toArray();
        return "%d ms (median), %d ms (p99)"
                .formatted(sorted[sorted.length / 2] / 1_000_000, sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1_000_000);
    }

    private static int threadsOf(String... names) {
        Predicate<String> ours = name -> Arrays.stream(names).anyMatch(name::contains);
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(ours)
                .count();
    }

    private static <T> Watcher<T> watcher(Consumer<T> seen) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, T object) {
                seen.accept(object);
            }

            @Override
            public void onClose(WatcherException cause) {
                if (cause != null) {
                    throw new IllegalStateException(cause);
                }
            }
        };
    }

    /** Notes when a pod's status said for the first time that its command had ended. */
    private void sawPod(Pod pod) {
        boolean trained = pod.getStatus().getContainerStatuses().stream()
                .anyMatch(container -> container.getName().equals("train") && container.getState().getTerminated() != null);
        if (trained) {
            ended.putIfAbsent(pod.getMetadata().getLabels().get(Labels.WORKLOAD), System.nanoTime());
        }
    }

    /** Notes when a Job's status said for the first time that it is complete. */
    private void sawJob(Job job) {
        boolean complete = job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Complete"));
        if (complete) {
            completed.putIfAbsent(job.getMetadata().getName(), System.nanoTime());
        }
    }
}
