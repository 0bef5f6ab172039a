package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.spec.Resources;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in a cluster, as its author reads it. */
@Tag("cluster")
class KubernetesFailuresTest {
    private static final String WAIT_AND_SEE =
            """
            if [ -e ckpt/epoch ]; then echo "going on after $(cat ckpt/epoch)"; exit 0; fi
            echo starting
            trap 'echo 1 > ckpt/epoch; exit 143' TERM
            while :; do sleep 0.1; done
            """;

    private static RealCluster cluster;
    private static String namespace;

    @TempDir
    Path root;

    @BeforeAll
    static void start() throws Exception {
        cluster = RealCluster.shared();
        namespace = cluster.namespace("failures");
    }

    @Test
    void anEvictionSavesTheCheckpointAndTheNextPodGoesOnFromIt() throws Exception {
        JobDriver job = driver().submit(Workloads.of(WAIT_AND_SEE)
                .environment(Map.of("ML_CHECKPOINT_DIR", "/mlsteps/workspace/ckpt"))
                .checkpoint("ckpt"));
        job.until(() -> job.printed().equals("starting\n"));
        cluster.client().pods().inNamespace(namespace).withName(job.pod()).evict();

        assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
        assertThat(job.printed()).isEqualTo("starting\ngoing on after 1\n");
        assertThat(root.resolve("ckpt/epoch")).hasContent("1");
    }

    @Test
    void wantOfMemoryIsNamed() throws Exception {
        JobDriver job = driver().submit(Workloads.of("echo up; while :; do sleep 1; done"));
        job.until(() -> job.printed().equals("up\n"));
        cluster.kubelet().killForMemory(namespace, job.pod(), "train");

        WorkloadStatus end = job.end();
        assertThat(end.phase()).isEqualTo(Phase.FAILED);
        assertThat(end.reason()).contains("want of memory (OOMKilled, exit code 137): ask for more with 'memory'");
    }

    @Test
    void aMissingImageIsNamedAndFailsInItsTime() throws Exception {
        cluster.kubelet().images().absent("registry.example.com/ml/chrun:1.4");
        JobDriver job = driver().submit(Workloads.of("true").image("registry.example.com/ml/chrun:1.4"));

        WorkloadStatus end = job.end();
        assertThat(end.phase()).isEqualTo(Phase.REFUSED);
        assertThat(end.reason()).startsWith("image 'registry.example.com/ml/chrun:1.4' cannot be pulled (");
        assertThat(cluster.client().batch().v1().jobs().inNamespace(namespace).withName(job.job()).get())
                .isNull();
    }

    @Test
    void aGpuThatNoNodeHasIsNamedWithinSeconds() throws Exception {
        JobDriver job = driver().submit(Workloads.of("true")
                .resources(new Resources("gpu-cluster", "x", 1, "NVIDIA-A100", null, null, false, null)));
        job.until(() -> !job.reasons.isEmpty());
        job.runner.cancel(List.of(job.handle));

        assertThat(job.reasons.get(0))
                .startsWith("no node offers nvidia.com/gpu with product 'NVIDIA-A100': 0/1 nodes are available");
    }

    @Test
    void aQuotaThatIsUsedUpIsNamed() throws Exception {
        String full = cluster.namespace("quota");
        cluster.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("none")
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("pods", new Quantity("0"))
                        .endSpec()
                        .build())
                .inNamespace(full)
                .create();
        JobDriver job = JobDriver.in(cluster, full, root).submit(Workloads.of("true"));
        job.until(() -> job.reasons.stream().anyMatch(reason -> reason.contains("exceeded quota: none")));
        job.runner.cancel(List.of(job.handle));
    }

    @Test
    void aJobThatSomebodyDeletedIsLost() throws Exception {
        JobDriver job = driver().submit(Workloads.of("echo up; while :; do sleep 1; done"));
        job.until(() -> job.printed().equals("up\n"));
        JobRequests.delete(job.cluster, namespace, job.job());

        WorkloadStatus end = job.end();
        assertThat(end.phase()).isEqualTo(Phase.LOST);
        assertThat(end.reason()).contains("somebody deleted it");
    }

    @Test
    void aVerbThatIsMissingIsNamed() throws Exception {
        JobDriver job = new JobDriver(cluster.kubeconfig(RealCluster.USER), namespace, root, null);
        assertThatThrownBy(() -> job.submit(Workloads.of("true")))
                .hasMessageContaining("an administrator grants the verb 'create' on 'jobs'");
    }

    @Test
    void whatABuildThatIsNoMoreLeftBehindIsDeleted() throws Exception {
        String own = cluster.namespace("orphans");
        JobDriver dead = JobDriver.in(cluster, own, root);
        dead.build = "6";
        dead.submit(Workloads.of("while :; do sleep 1; done"));
        JobDriver other = JobDriver.in(cluster, own, root);
        other.controller = "somebody else";
        other.build = "6";
        other.submit(Workloads.of("while :; do sleep 1; done"));

        JobDriver next = dead.restarted();
        next.submit(Workloads.of("true"));

        assertThat(next.cleared).containsExactly("deleted Job " + dead.job() + ", which build 6 left behind");
        assertThat(cluster.client().batch().v1().jobs().inNamespace(own).withName(other.job()).get())
                .isNotNull();
        other.runner.cancel(List.of(other.handle));
        assertThat(next.end().phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void filesOfTheWorkspaceAreNotReachedThroughALinkThatLeadsOut() throws Exception {
        Path outside = Files.createTempDirectory("outside");
        Files.createSymbolicLink(root.resolve("out"), outside);
        JobDriver job = driver().submit(Workloads.of("mkdir out; echo bad > out/file").download("out"));
        job.until(() -> job.reasons.stream().anyMatch(reason -> reason.contains("leads out of the workspace by a link")));
        job.runner.cancel(List.of(job.handle));

        assertThat(outside).isEmptyDirectory();
    }

    private JobDriver driver() throws Exception {
        return JobDriver.in(cluster, namespace, root);
    }
}
