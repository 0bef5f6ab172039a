package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
    private static final int LOUD = Integer.getInteger("loud", 10);
    private static final int SECONDS = Integer.getInteger("seconds", 10);

    /** Bytes of a line, with its end. */
    private static final int LINE = 100;

    private static final int LINES_A_SECOND = (10 << 20) / LINE;
    private static final Duration LONG = Duration.ofMinutes(10);

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
    void loudWorkloads() throws Exception {
        String namespace = real.namespace("loud");
        Workloads loud = Workloads.of(
                """
                for second in $(seq 0 %d); do
                    awk -v s=$second 'BEGIN { for (i = s * %d; i < (s + 1) * %d; i++) printf "%%0%dd\\n", i }'
                    sleep 1
                done
                """
                        .formatted(SECONDS - 1, LINES_A_SECOND, LINES_A_SECOND, LINE - 1));
        List<JobDriver> jobs = new ArrayList<>();
        Map<JobDriver, Lines> lines = new LinkedHashMap<>();
        for (int i = 0; i < LOUD; i++) {
            jobs.add(JobDriver.in(real, namespace, root).submit(loud));
            lines.put(jobs.get(i), new Lines());
        }
        long start = System.nanoTime();
        Set<JobDriver> ended = new HashSet<>();
        try (LiveHeap heap = new LiveHeap()) {
            while (ended.size() < LOUD) {
                for (JobDriver job : jobs) {
                    WorkloadStatus status = job.runner.status(job.handle);
                    OutputChunk chunk = job.runner.output(job.handle, job.cursor);
                    lines.get(job).take(chunk.bytes());
                    job.cursor = chunk.next();
                    if (status.isFinished() && chunk.bytes().length == 0) {
                        assertThat(status).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
                        ended.add(job);
                    }
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(lines.values()).allMatch(it -> it.next == (long) SECONDS * LINES_A_SECOND && it.filled == 0);
            double megabytes = (double) LOUD * SECONDS * LINES_A_SECOND * LINE / (1 << 20);
            System.out.printf(
                    "%d workloads that print %d MB each, 10 MB a second: every line once and in order after %.1f s, %.1f MB/s in all, at most"
                            + " %d MB of heap%n",
                    LOUD, Math.round(megabytes / LOUD), seconds, megabytes / seconds, heap.megabytes());
        }
    }

    @Test
    void largeFiles() throws Exception {
        String namespace = real.namespace("large");
        byte[] block = new byte[1 << 20];
        new Random(1).nextBytes(block);
        Path data = root.resolve("data.bin");
        try (OutputStream file = Files.newOutputStream(data)) {
            for (int i = 0; i < MEGABYTES; i++) {
                file.write(block);
            }
        }
        try (LiveHeap heap = new LiveHeap()) {
            JobDriver job = JobDriver.in(real, namespace, root)
                    .submit(Workloads.of("until [ -e go ]; do sleep 0.1; done; mkdir out; mv data.bin out/model.bin")
                            .upload("data.bin")
                            .download("out"));
            Deadline.await(JobDriver.SOON, () -> receives(job), job::job);
            double in = seconds(() -> job.until(LONG, () -> job.runs()));
            job.touch(job.pod(), "go");
            double out = seconds(() -> job.until(LONG, () -> job.isFinished()));
            assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
            assertThat(Files.mismatch(data, root.resolve("out/model.bin"))).isEqualTo(-1);
            System.out.printf("%d MB in: %.1f s, out: %.1f s, at most %d MB of heap%n", MEGABYTES, in, out, heap.megabytes());
        }
    }

    private static boolean receives(JobDriver job) {
        return real.client().pods().inNamespace(job.profile.namespace()).withName(job.pod()).get().getStatus()
                .getInitContainerStatuses()
                .stream()
                .anyMatch(container -> container.getState().getRunning() != null);
    }

    /** Work that takes a while. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
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
    private static final class CountingCluster extends InterceptedCluster {
        private final AtomicInteger requests;

        private CountingCluster(RealCluster real) {
            this(real, new AtomicInteger());
        }

        private CountingCluster(RealCluster real, AtomicInteger requests) {
            super(real.client().getConfiguration(), new Interceptor() {
                @Override
                public void before(BasicBuilder request, HttpRequest original, RequestTags tags) {
                    requests.incrementAndGet();
                }
            });
            this.requests = requests;
        }
    }

    /** The lines {@code 0}, {@code 1}… of one workload: complains about the first that is lost, torn, late or there twice. */
    private static final class Lines {
        private final byte[] line = new byte[LINE];
        private int filled;
        private long next;

        void take(byte[] bytes) {
            for (byte b : bytes) {
                line[filled++] = b;
                if (filled == LINE) {
                    String text = new String(line, StandardCharsets.US_ASCII);
                    assertThat(text).isEqualTo(("%0" + (LINE - 1) + "d%n").formatted(next));
                    next++;
                    filled = 0;
                }
            }
        }
    }

    /** The most heap that was in use after a garbage collection, seen every tenth of a second. */
    private static final class LiveHeap implements AutoCloseable {
        private final AtomicLong most = new AtomicLong();
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

        private LiveHeap() {
            clock.scheduleWithFixedDelay(() -> most.accumulateAndGet(live(), Math::max), 100, 100, TimeUnit.MILLISECONDS);
        }

        private static long live() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                    .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                    .sum();
        }

        private long megabytes() {
            return most.get() >> 20;
        }

        @Override
        public void close() {
            clock.shutdownNow();
        }
    }
}
