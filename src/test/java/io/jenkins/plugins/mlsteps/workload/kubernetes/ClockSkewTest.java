package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.cluster.SkewedServer;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.Patience;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cluster's clock is minutes before or behind ours: nothing is lost, and nothing is given up early or late. */
@Tag("cluster")
class ClockSkewTest {
    @TempDir
    Path root;

    private RealCluster cluster;
    private String namespace;

    @BeforeEach
    void prepare() throws Exception {
        cluster = RealCluster.shared();
        namespace = cluster.namespace("skew");
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void aWorkloadRunsToItsEnd(int minutes) throws Exception {
        try (SkewedServer server = cluster.skewed(Duration.ofMinutes(minutes))) {
            JobDriver job = driver(server, 20)
                    .submit(Workloads.of("for i in 1 2 3 4 5; do echo line $i; sleep 0.5; done; mkdir out; echo 1 > out/model")
                            .download("out")
                            .timeout(60));
            job.until(job::runs);
            assertThat(ahead(job)).isBetween(Duration.ofMinutes(minutes).minusSeconds(90), Duration.ofMinutes(minutes).plusSeconds(30));

            assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
            assertThat(job.printed()).isEqualTo("line 1\nline 2\nline 3\nline 4\nline 5\n");
            assertThat(root.resolve("out/model")).hasContent("1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void aTimeoutIsKeptByTheClusterAlone(int minutes) throws Exception {
        try (SkewedServer server = cluster.skewed(Duration.ofMinutes(minutes))) {
            JobDriver job = driver(server, 20).submit(Workloads.of("echo up; while :; do sleep 0.2; done").timeout(5));

            assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.TIMED_OUT, null, "stopped after 5 s"));
            assertThat(job.printed()).isEqualTo("up\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void anImageThatComesLateIsWaitedFor(int minutes) throws Exception {
        String image = "registry.example.com/late:" + (minutes + 100);
        cluster.kubelet().images().absent(image);
        try (SkewedServer server = cluster.skewed(Duration.ofMinutes(minutes))) {
            JobDriver job = driver(server, 60).submit(Workloads.of("echo ran").image(image));
            job.until(() -> job.reasons.stream().anyMatch(reason -> reason.contains("cannot be pulled")));
            cluster.kubelet().images().present(image);

            assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void anEvictionCostsNothingButItsTime(int minutes) throws Exception {
        try (SkewedServer server = cluster.skewed(Duration.ofMinutes(minutes))) {
            JobDriver job = driver(server, 20)
                    .submit(Workloads.of("mkdir -p ckpt; cat ckpt/epoch 2> /dev/null || { echo 1 > ckpt/epoch; echo saved; sleep 600; }")
                            .checkpoint("ckpt"));
            job.until(() -> job.printed().equals("saved\n"));
            cluster.client().pods().inNamespace(namespace).withName(job.pod()).evict();

            assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
            assertThat(job.printed()).isEqualTo("saved\n1\n");
        }
    }

    private JobDriver driver(SkewedServer server, int imageSeconds) throws Exception {
        return new JobDriver(cluster.kubeconfig(server), namespace, root, new Patience(imageSeconds, 1, 20, null));
    }

    /** How far the time of a Job's creation is from now, as the host sees it. */
    private static Duration ahead(JobDriver job) {
        KubernetesClient client = job.cluster();
        String created = client.batch().v1().jobs().inNamespace(job.profile.namespace()).withName(job.job()).get()
                .getMetadata()
                .getCreationTimestamp();
        return Duration.between(Instant.now(), Instant.parse(created));
    }
}
