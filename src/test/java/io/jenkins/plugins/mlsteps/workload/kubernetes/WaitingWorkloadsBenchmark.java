package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints what workloads that wait in a queue of a cluster cost this process. */
@Tag("benchmark")
class WaitingWorkloadsBenchmark {
    private static final int WAITING = Integer.getInteger("waiting", 1000);

    @TempDir
    Path root;

    @Test
    void waitingWorkloads() throws Exception {
        RealCluster real = RealCluster.shared();
        String namespace = real.namespace("waiting");
        try (CountingCluster cluster = new CountingCluster(real)) {
            JobDriver first = JobDriver.queued(cluster, namespace, root).submit(Workloads.of("true"));
            first.until(() -> !first.reasons.isEmpty());
            long before = LiveHeap.settled();
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
                    WAITING, (LiveHeap.settled() - before) / 1024.0 / WAITING, Thread.activeCount() - threadsBefore);
        }
    }
}
