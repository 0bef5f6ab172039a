package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cluster.Busybox;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints how fast a large file goes into a pod and comes back, and what {@code kubectl cp} takes for the same. */
@Tag("benchmark")
class LargeFilesBenchmark {
    private static final int MEGABYTES = Integer.getInteger("megabytes", 2048);
    private static final String HELPER = "docker.io/library/busybox:1.37";
    private static final Duration LONG = Duration.ofMinutes(10);

    private static RealCluster real;

    @TempDir
    Path root;

    @BeforeAll
    static void start() throws Exception {
        real = RealCluster.shared();
    }

    @Test
    void largeFiles() throws Exception {
        Optional<Path> busybox = Busybox.in(Files.createDirectory(root.resolve("tools")));
        busybox.ifPresent(tools -> real.kubelet().images().tools(HELPER, tools));
        System.out.println("the helper image's tools are " + (busybox.isPresent() ? "those of " + Busybox.version() : "this machine's"));
        measure("to warm up, ", Math.min(256, MEGABYTES));
        measure("", MEGABYTES);
    }

    private void measure(String when, int megabytes) throws Exception {
        Path data = data(megabytes);
        String namespace = real.namespace("large");
        try (LiveHeap heap = new LiveHeap()) {
            JobDriver job = JobDriver.in(real, namespace, root)
                    .submit(Workloads.of("until [ -e go ]; do sleep 0.1; done; mkdir out; mv data.bin out/model.bin")
                            .upload("data.bin")
                            .download("out"));
            Deadline.await(JobDriver.SOON, () -> receives(job), job::job);
            double in = seconds(() -> job.until(LONG, job::runs));
            String pod = job.pod();
            Times copied = kubectl(namespace, pod);
            job.touch(pod, "go");
            double out = seconds(() -> job.until(LONG, job::isFinished));
            assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
            assertThat(Files.mismatch(data, root.resolve("out/model.bin"))).isEqualTo(-1);
            System.out.printf("%s%d MB by kubectl cp: %s%n", when, megabytes, copied.of(megabytes));
            System.out.printf("%s%d MB by a workload's upload and download: %s%n", when, megabytes, new Times(in, out).of(megabytes));
            System.out.printf(
                    "%sthat is %.0f %% in and %.0f %% out, with at most %d MB more heap than before%n",
                    when, 100 * copied.in() / in, 100 * copied.out() / out, heap.megabytes());
        }
    }

    private Path data(int megabytes) throws IOException {
        byte[] block = new byte[1 << 20];
        new Random(1).nextBytes(block);
        Path data = root.resolve("data.bin");
        try (OutputStream file = Files.newOutputStream(data)) {
            for (int i = 0; i < megabytes; i++) {
                file.write(block);
            }
        }
        return data;
    }

    /** Seconds that the file took each way. */
    private record Times(double in, double out) {
        String of(int megabytes) {
            return "in %.1f s (%.0f MB/s), out %.1f s (%.0f MB/s)".formatted(in, megabytes / in, out, megabytes / out);
        }
    }

    /** The same file, to and from the volume of the same pod. */
    private Times kubectl(String namespace, String pod) throws Exception {
        String there = namespace + "/" + pod + ":/mlsteps/home/copy.bin";
        double in = seconds(() -> kubectl("cp", "-c", "results", root.resolve("data.bin").toString(), there));
        double out = seconds(() -> kubectl("cp", "-c", "results", there, root.resolve("copy.bin").toString()));
        assertThat(Files.mismatch(root.resolve("data.bin"), root.resolve("copy.bin"))).isEqualTo(-1);
        Files.delete(root.resolve("copy.bin"));
        return new Times(in, out);
    }

    private static void kubectl(String... arguments) throws Exception {
        Path binary = real.kubectl().orElseThrow(() -> new IllegalStateException("there is no kubectl beside the servers"));
        List<String> command = new ArrayList<>(List.of(binary.toString(), "--kubeconfig", real.kubeconfig().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
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
}
