package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.time.Duration;

/** Removes a Job with everything that runs of it, and waits until nothing does. */
record Cancellation(Cluster cluster, Details details) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final long GRACE_SECONDS = 1;

    /** @throws IOException when the server is away for long, or a node does not let go of a pod */
    void run() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isGone(deadline)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Job " + details.job() + " is deleted, but its pods still run after " + LIMIT.toSeconds()
                        + " s: their node does not answer; the cluster removes them when it does");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Asks the server itself: after it was away, a watch is the last to know. */
    private boolean isGone(long deadline) throws IOException {
        try {
            JobRequests.delete(cluster, details.namespace(), details.job());
            return JobRequests.stopPods(cluster, details.namespace(), details.job(), GRACE_SECONDS) == 0;
        } catch (ApiFailure e) {
            if (e.isFinal() || System.nanoTime() > deadline) {
                throw new IOException(e.getMessage() + "; Job " + details.job() + " in namespace " + details.namespace()
                        + " may still run: it is deleted when the next build starts here", e);
            }
            return false;
        }
    }
}
