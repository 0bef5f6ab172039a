package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.JobWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that goes away, or refuses, in the middle of things. */
@Tag("cluster")
class ServerAwayTest {
    private static RealCluster cluster;

    @TempDir
    Path root;

    @BeforeAll
    static void start() throws Exception {
        cluster = RealCluster.start();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aServerThatComesBackFindsNothingLostAndNothingTwice() throws Exception {
        JobDriver job = JobDriver.in(cluster, cluster.namespace("away"), root)
                .submit(Workloads.of("i=0; while [ $i -lt 100 ]; do i=$((i + 1)); echo line $i; sleep 0.1; done; mkdir out; echo 1 > out/model")
                        .download("out"));
        job.until(() -> job.printed().contains("line 5\n"));
        cluster.stopApiServer();
        Deadline.await(JobDriver.SOON, () -> isAway(job), () -> "the API server does not go away");
        cluster.startApiServer();

        assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
        assertThat(job.printed()).isEqualTo(lines(100));
        assertThat(root.resolve("out/model")).hasContent("1");
    }

    @Test
    void aWatchThatIsOpenedWhileTheServerIsAwaySaysSoUntilItComesBack() throws Exception {
        String namespace = cluster.namespace("closed");
        JobDriver job = JobDriver.in(cluster, namespace, root);
        cluster.stopApiServer();
        JobWatch watch = JobWatch.of(job.cluster, namespace);
        Deadline.await(JobDriver.SOON, () -> watch.problem().isPresent(), () -> "nothing is said");
        assertThat(watch.problem().orElseThrow()).hasMessageContaining("could not watch");
        cluster.startApiServer();

        Deadline.await(JobDriver.SOON, watch::isSynced, () -> "not synced: " + watch.problem());
        Deadline.await(JobDriver.SOON, () -> watch.problem().isEmpty(), () -> "still says " + watch.problem());
        job.submit(Workloads.of("echo ran"));
        assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
    }

    @Test
    void whatIsCancelledWhileTheServerIsAwayIsDeletedWhenItComesBack() throws Exception {
        String namespace = cluster.namespace("cancel");
        JobDriver job = JobDriver.in(cluster, namespace, root).submit(Workloads.of("echo up; while :; do sleep 1; done"));
        job.until(() -> job.printed().equals("up\n"));
        cluster.stopApiServer();
        CompletableFuture<Void> cancelled = CompletableFuture.runAsync(() -> {
            try {
                job.runner.cancel(List.of(job.handle));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Deadline.await(JobDriver.SOON, () -> isAway(job), () -> "the API server does not go away");
        cluster.startApiServer();
        cancelled.get(JobDriver.SOON.toSeconds(), TimeUnit.SECONDS);

        assertThat(cluster.client().batch().v1().jobs().inNamespace(namespace).list().getItems())
                .isEmpty();
        assertThat(cluster.client().pods().inNamespace(namespace).list().getItems()).isEmpty();
    }

    @Test
    void aTenthOfAllRequestsMayFail() throws Exception {
        String namespace = cluster.namespace("flaky");
        Files.writeString(root.resolve("data.csv"), "1,2\n");
        try (FlakyCluster flaky = FlakyCluster.everyTenth(cluster.client().getConfiguration())) {
            List<JobDriver> jobs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                jobs.add(JobDriver.on(flaky, namespace, root)
                        .submit(Workloads.of("cat data.csv; mkdir out; echo " + i + " > out/model" + i)
                                .upload("data.csv")
                                .download("out")));
            }
            for (JobDriver job : jobs) {
                assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
                assertThat(job.printed()).isEqualTo("1,2\n");
            }
            assertThat(flaky.refused()).isPositive();
        }
        assertThat(root.resolve("out")).isDirectoryContaining("glob:**model4");
    }

    private static boolean isAway(JobDriver job) {
        try {
            job.cluster().namespaces().list();
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private static String lines(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }
}
