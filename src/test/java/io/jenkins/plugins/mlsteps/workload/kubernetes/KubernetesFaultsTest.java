package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.ProcessKubelet;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.JobWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clusters do to a workload that is all right: it ends well, and nothing of it is lost or comes twice. */
@Tag("cluster")
class KubernetesFaultsTest {
    private static final WorkloadStatus WELL = new WorkloadStatus(Phase.SUCCEEDED, 0, null);

    /** Three epochs, each begun and written down when the test lets it; told to stop, it ends the epoch first. */
    private static final String EPOCHS =
            """
            trap stop=1 TERM
            epoch=$(cat ckpt/epoch 2> /dev/null || echo 0)
            echo "from $epoch"
            while [ $epoch -lt 3 ]; do
                until [ -e go-$((epoch + 1)) ]; do [ -z "$stop" ] || exit 143; sleep 0.05; done
                epoch=$((epoch + 1))
                echo $epoch > ckpt/part
                echo "writes $epoch"
                until [ -e write-$epoch ]; do sleep 0.05; done
                mv ckpt/part ckpt/epoch
                echo "wrote $epoch"
                [ -z "$stop" ] || exit 143
            done
            """;

    private static RealCluster cluster;
    private static String namespace;

    @TempDir
    Path root;

    @BeforeAll
    static void start() throws Exception {
        cluster = RealCluster.shared();
        namespace = cluster.namespace("faults");
    }

    @Test
    void aWatchThatIsTooOldForTheServerMissesNothing() throws Exception {
        try (DeafCluster deaf = new DeafCluster(cluster.client().getConfiguration())) {
            JobWatch.of(deaf, namespace);
            Deadline.await(JobDriver.SOON, () -> deaf.listening() == 2, () -> deaf.listening() + " watches");
            JobDriver job = JobDriver.on(deaf, namespace, root)
                    .submit(Workloads.of("echo ran; mkdir out; echo 1 > out/model").download("out"));
            Deadline.await(JobDriver.SOON, () -> hasTrained(job), job::job);
            assertThat(job.look()).isEqualTo(new WorkloadStatus(Phase.PENDING, null, null));
            deaf.expire();

            assertThat(job.end()).isEqualTo(WELL);
            assertThat(job.printed()).isEqualTo("ran\n");
            assertThat(root.resolve("out/model")).hasContent("1");
        }
    }

    @Test
    void anOutputStreamThatIsCutInTheMiddleOfALineGoesOnThere() throws Exception {
        JobDriver job = JobDriver.in(cluster, namespace, root)
                .submit(Workloads.of("for i in $(seq 300); do printf 'line '; sleep 0.02; echo $i; done"));
        int[] cuts = new int[1];
        job.until(() -> {
            if (job.printed().endsWith("line ")) {
                cuts[0] += cluster.kubelet().cutStreams();
            }
            return job.printed().contains("line 250\n");
        });

        assertThat(job.end()).isEqualTo(WELL);
        assertThat(cuts[0]).isGreaterThan(1);
        assertThat(job.printed())
                .isEqualTo(IntStream.rangeClosed(1, 300).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()));
    }

    @Test
    void anEvictionBeforeTheFirstCheckpointStartsAfresh() throws Exception {
        JobDriver job = epochs();
        evict(job, "from 0\n");
        job.until(() -> job.printed().equals("from 0\nfrom 0\n"));
        goOn(job, 1, 2, 3);

        assertThat(job.end()).isEqualTo(WELL);
        assertThat(job.printed()).isEqualTo("from 0\nfrom 0\n" + printed(1, 2, 3));
        assertThat(root.resolve("ckpt/epoch")).hasContent("3");
    }

    @Test
    void anEvictionWhileACheckpointIsWrittenWaitsForIt() throws Exception {
        JobDriver job = epochs();
        String pod = job.pod();
        job.touch(pod, "go-1");
        evict(job, "from 0\nwrites 1\n");
        job.touch(pod, "write-1");
        job.until(() -> job.printed().equals("from 0\n" + printed(1) + "from 1\n"));
        goOn(job, 2, 3);

        assertThat(job.end()).isEqualTo(WELL);
        assertThat(job.printed()).isEqualTo("from 0\n" + printed(1) + "from 1\n" + printed(2, 3));
    }

    @Test
    void anEvictionAfterACheckpointGoesOnFromIt() throws Exception {
        JobDriver job = epochs();
        goOn(job, 1);
        evict(job, "from 0\n" + printed(1));
        job.until(() -> job.printed().equals("from 0\n" + printed(1) + "from 1\n"));
        goOn(job, 2, 3);

        assertThat(job.end()).isEqualTo(WELL);
        assertThat(job.printed()).isEqualTo("from 0\n" + printed(1) + "from 1\n" + printed(2, 3));
    }

    @Test
    void aNodeThatIsGoneWithoutAWordCostsWhatWasWrittenSinceTheLastCopy() throws Exception {
        Map<String, String> spot = Map.of("pool", "spot");
        ProcessKubelet lost = cluster.addNode("spot-1", spot);
        JobDriver job = JobDriver.copying(cluster, namespace, root, 0.02)
                .submit(Workloads.of(EPOCHS)
                        .environment(Map.of("ML_CHECKPOINT_DIR", "/mlsteps/workspace/ckpt"))
                        .checkpoint("ckpt")
                        .overrides("spec: { nodeSelector: { pool: spot } }"));
        job.until(() -> job.printed().equals("from 0\n"));
        goOn(job, 1);
        job.until(() -> root.resolve("ckpt/epoch").toFile().exists());
        lost.close();
        cluster.client().nodes().withName("spot-1").delete();
        try (ProcessKubelet next = cluster.addNode("spot-2", spot)) {
            job.until(Duration.ofMinutes(4), () -> job.printed().endsWith("from 1\n"));
            goOn(job, 2, 3);

            assertThat(job.end()).isEqualTo(WELL);
            assertThat(job.printed()).endsWith("from 1\n" + printed(2, 3));
            assertThat(job.reasons).anyMatch(reason -> reason.contains("the pod was taken from node spot-1"));
        } finally {
            cluster.client().nodes().withName("spot-2").delete();
        }
    }

    @Test
    void aCheckpointThatCannotBeCopiedIsSaidUntilItIsCopied() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        try (FlakyCluster flaky = new FlakyCluster(
                cluster.client().getConfiguration(),
                request -> away.get() && request.uri().getRawQuery() != null && request.uri().getRawQuery().contains("command=fetch"))) {
            JobDriver job = JobDriver.copying(flaky, namespace, root, 0.02)
                    .submit(Workloads.of("echo 1 > ckpt/epoch; until [ -e go ]; do sleep 0.05; done")
                            .environment(Map.of("ML_CHECKPOINT_DIR", "/mlsteps/workspace/ckpt"))
                            .checkpoint("ckpt"));
            job.until(() -> job.reasons.stream().anyMatch(reason -> reason.startsWith("its checkpoint could not be copied: ")));
            away.set(false);
            job.until(() -> root.resolve("ckpt/epoch").toFile().exists() && job.says(null));
            job.touch(job.pod(), "go");

            assertThat(job.end()).isEqualTo(WELL);
        }
    }

    @Test
    void aQueueMayTakeItsRoomBackAndItsWaitingCostsNoneOfTheTime() throws Exception {
        JobDriver job = JobDriver.queued(Releases.cluster(cluster.client()), namespace, root)
                .submit(Workloads.of(EPOCHS)
                        .environment(Map.of("ML_CHECKPOINT_DIR", "/mlsteps/workspace/ckpt"))
                        .checkpoint("ckpt")
                        .timeout(25));
        job.until(() -> job.reasons.contains("waiting for admission by queue 'full'"));
        admit(job, true);
        job.until(() -> job.printed().equals("from 0\n"));
        goOn(job, 1);
        job.until(() -> job.printed().equals("from 0\n" + printed(1)));
        admit(job, false);
        job.reasons.clear();
        long suspended = System.nanoTime();
        job.until(() -> job.reasons.contains("waiting for admission by queue 'full'")
                && System.nanoTime() - suspended > Duration.ofSeconds(26).toNanos());
        admit(job, true);
        job.until(() -> job.printed().endsWith("from 1\n"));
        goOn(job, 2, 3);

        assertThat(job.end()).isEqualTo(WELL);
        assertThat(job.printed()).isEqualTo("from 0\n" + printed(1) + "from 1\n" + printed(2, 3));
    }

    private JobDriver epochs() throws Exception {
        JobDriver job = JobDriver.in(cluster, namespace, root)
                .submit(Workloads.of(EPOCHS)
                        .environment(Map.of("ML_CHECKPOINT_DIR", "/mlsteps/workspace/ckpt"))
                        .checkpoint("ckpt"));
        job.until(() -> job.printed().equals("from 0\n"));
        return job;
    }

    private static void goOn(JobDriver job, int... epochs) throws Exception {
        String pod = job.pod();
        for (int epoch : epochs) {
            job.touch(pod, "go-" + epoch);
            job.touch(pod, "write-" + epoch);
        }
    }

    /** Evicts its pod as soon as it printed something, and waits until the pod is told. */
    private static void evict(JobDriver job, String printed) throws Exception {
        job.until(() -> job.printed().equals(printed));
        String pod = job.pod();
        cluster.client().pods().inNamespace(namespace).withName(pod).evict();
    }

    /** As Kueue admits a Job, and takes its admission back. */
    private static void admit(JobDriver job, boolean admitted) {
        cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(job.job())
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":" + !admitted + "}}");
    }

    private static String printed(int... epochs) {
        return IntStream.of(epochs)
                .mapToObj(epoch -> "writes " + epoch + "\nwrote " + epoch + "\n")
                .collect(Collectors.joining());
    }

    private static boolean hasTrained(JobDriver job) {
        return cluster.client().pods().inNamespace(namespace).withLabel(Labels.WORKLOAD, job.job()).list().getItems().stream()
                .map(Pod::getStatus)
                .flatMap(status -> status.getContainerStatuses().stream())
                .anyMatch(container -> container.getName().equals("train") && container.getState().getTerminated() != null);
    }
}
