package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.Bucket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of workloads elsewhere than in a directory of the node, and by another way than the API server. */
@Tag("cluster")
class VolumesTest {
    private static final WorkloadStatus WELL = new WorkloadStatus(Phase.SUCCEEDED, 0, null);

    @TempDir
    Path root;

    @TempDir
    Path objects;

    private RealCluster cluster;
    private String namespace;

    @BeforeEach
    void prepare() throws Exception {
        cluster = RealCluster.shared();
        namespace = cluster.namespace("volumes");
    }

    @Test
    void filesGoThroughObjectStorageAndNothingStaysThere() throws Exception {
        byte[] data = new byte[20 << 20];
        new Random(1).nextBytes(data);
        Files.write(root.resolve("data.bin"), data);
        try (Bucket bucket = new Bucket(objects)) {
            JobDriver job = JobDriver.in(cluster, namespace, root)
                    .through(bucket.store())
                    .submit(Workloads.of("echo has $(wc -c < data.bin); mkdir out; cp data.bin out/model; exit 3")
                            .upload("data.bin")
                            .download("out"));

            assertThat(job.end().phase()).isEqualTo(Phase.FAILED);
            assertThat(job.printed()).isEqualTo("has 20971520\n");
            assertThat(root.resolve("out/model")).hasBinaryContent(data);
            String prefix = "ml/steps/" + namespace + "/" + job.job() + "/";
            assertThat(bucket.requests().subList(0, 6)).containsExactly(
                    "PUT " + prefix + "probe", "GET " + prefix + "probe", "DELETE " + prefix + "probe",
                    "PUT " + prefix + "in.tar", "GET " + prefix + "in.tar", "DELETE " + prefix + "in.tar");
            assertThat(bucket.requests()).hasSize(9);
            assertThat(bucket.keys()).isEmpty();
        }
    }

    @Test
    void aCheckpointGoesThroughObjectStorageToTheNextPod() throws Exception {
        try (Bucket bucket = new Bucket(objects)) {
            JobDriver job = JobDriver.in(cluster, namespace, root)
                    .through(bucket.store())
                    .submit(Workloads.of("mkdir -p ckpt; cat ckpt/epoch 2> /dev/null || { echo 1 > ckpt/epoch; echo saved; sleep 600; }")
                            .checkpoint("ckpt"));
            job.until(() -> job.printed().equals("saved\n"));
            cluster.client().pods().inNamespace(namespace).withName(job.pod()).evict();

            assertThat(job.end()).isEqualTo(WELL);
            assertThat(job.printed()).isEqualTo("saved\n1\n");
            assertThat(bucket.keys()).isEmpty();
        }
    }

    @Test
    void aStorageThatRefusesAfterAllEndsTheJobAndNothingStays() throws Exception {
        Files.writeString(root.resolve("data.csv"), "1,2\n");
        try (Bucket bucket = new Bucket(objects)) {
            JobDriver job = JobDriver.in(cluster, namespace, root)
                    .through(bucket.store())
                    .submit(Workloads.of("true").upload("data.csv"))
                    .through(bucket.storeWithAnotherKey());

            WorkloadStatus end = job.end();
            assertThat(end.phase()).isEqualTo(Phase.REFUSED);
            assertThat(end.reason()).startsWith("its files cannot be sent: could not put s3://scratch/").contains("403 SignatureDoesNotMatch");
            assertThat(bucket.keys()).isEmpty();
            assertThat(cluster.client().batch().v1().jobs().inNamespace(namespace).withName(job.job()).get()).isNull();
        }
    }

    @Test
    void aClaimHoldsTheFilesOfAPodUntilTheyAreFetched() throws Exception {
        claim("shared");
        Files.writeString(root.resolve("data.csv"), "1,2\n");
        JobDriver job = JobDriver.claiming(cluster, "shared", namespace, root)
                .submit(Workloads.of("cat data.csv; mkdir out; cp data.csv out/model; until [ -e go ]; do sleep 0.05; done")
                        .upload("data.csv")
                        .download("out"));
        job.until(() -> job.printed().equals("1,2\n"));
        Path there = cluster.kubelet().claim(namespace, "shared").resolve(job.pod());
        assertThat(there.resolve("workspace/data.csv")).hasContent("1,2");
        job.touch(job.pod(), "go");

        assertThat(job.end()).isEqualTo(WELL);
        assertThat(root.resolve("out/model")).hasContent("1,2");
        Deadline.await(JobDriver.SOON, () -> isEmpty(there.getParent()), () -> there + " is there still");
    }

    @Test
    void thePodAfterAnEvictionFindsItsCheckpointAndNothingElseInTheClaim() throws Exception {
        claim("shared");
        JobDriver job = JobDriver.claiming(cluster, "shared", namespace, root)
                .submit(Workloads.of("ls; mkdir -p ckpt; cat ckpt/epoch 2> /dev/null || { echo 1 > ckpt/epoch; touch other; echo saved; sleep 600; }")
                        .environment(Map.of("ML_CHECKPOINT_DIR", "/mlsteps/workspace/ckpt"))
                        .checkpoint("ckpt"));
        job.until(() -> job.printed().equals("ckpt\nsaved\n"));
        cluster.client().pods().inNamespace(namespace).withName(job.pod()).evict();

        assertThat(job.end()).isEqualTo(WELL);
        assertThat(job.printed()).isEqualTo("ckpt\nsaved\nckpt\n1\n");
        Path all = cluster.kubelet().claim(namespace, "shared");
        Deadline.await(JobDriver.SOON, () -> isEmpty(all), () -> all + " has directories of pods");
    }

    @Test
    void whatACancelledPodLeftInAClaimTheNextOneRemoves() throws Exception {
        claim("shared");
        JobDriver cancelled = JobDriver.claiming(cluster, "shared", namespace, root)
                .submit(Workloads.of("mkdir deep; touch deep/file; echo up; sleep 600"));
        cancelled.until(() -> cancelled.printed().equals("up\n"));
        Path left = cluster.kubelet().claim(namespace, "shared").resolve(cancelled.pod());
        cancelled.runner.cancel(List.of(cancelled.handle));
        Path held = Files.createDirectories(left.resolveSibling("of-a-pod-that-runs/control")).resolve("held");
        Files.createFile(held);
        Path foreign = Files.createDirectories(left.resolveSibling("of-somebody-else/workspace"));
        assertThat(left.resolve("workspace/deep/file")).exists();
        Instant before = Instant.now().minus(121, ChronoUnit.MINUTES);
        Files.setLastModifiedTime(left.resolve("control/held"), FileTime.from(before));
        Files.setLastModifiedTime(foreign, FileTime.from(before));

        JobDriver next = JobDriver.claiming(cluster, "shared", namespace, root).submit(Workloads.of("true"));

        assertThat(next.end()).isEqualTo(WELL);
        Deadline.await(JobDriver.SOON, () -> Files.notExists(left), () -> left + " is there still");
        assertThat(held).exists();
        assertThat(foreign).exists();
    }

    @Test
    void whatAPodHasInAClaimIsHeldWhileItWaitsForItsFiles() throws Exception {
        claim("shared");
        Files.writeString(root.resolve("data.csv"), "1,2\n");
        JobDriver job = JobDriver.claiming(cluster, "shared", namespace, root)
                .submit(Workloads.of("cat data.csv").upload("data.csv"));
        Path all = cluster.kubelet().claim(namespace, "shared");
        Deadline.await(JobDriver.SOON, () -> holds(all), () -> "nothing is held in " + all);

        assertThat(job.end()).isEqualTo(WELL);
    }

    private static boolean holds(Path claim) throws Exception {
        if (!Files.isDirectory(claim)) {
            return false;
        }
        try (var pods = Files.list(claim)) {
            return pods.anyMatch(pod -> Files.exists(pod.resolve("control/held")) && Files.notExists(pod.resolve("control/output")));
        }
    }

    /** A claim with a volume behind it. */
    private void claim(String name) {
        Map<String, Quantity> size = Map.of("storage", new Quantity("1Gi"));
        // @formatter:off
        cluster.client().resource(new PersistentVolumeBuilder()
            .withNewMetadata().withName(namespace + "-" + name).endMetadata()
            .withNewSpec()
                .withCapacity(size)
                .withAccessModes("ReadWriteMany")
                .withStorageClassName("")
                .withNewClaimRef().withNamespace(namespace).withName(name).endClaimRef()
                .withNewHostPath().withPath("/unused").endHostPath()
            .endSpec()
            .build())
            .create();
        cluster.client().resource(new PersistentVolumeClaimBuilder()
            .withNewMetadata().withNamespace(namespace).withName(name).endMetadata()
            .withNewSpec()
                .withAccessModes("ReadWriteMany")
                .withStorageClassName("")
                .withNewResources().withRequests(size).endResources()
            .endSpec()
            .build())
            .create();
        // @formatter:on
    }

    private static boolean isEmpty(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
