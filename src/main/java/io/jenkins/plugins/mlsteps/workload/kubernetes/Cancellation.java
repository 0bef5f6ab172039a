package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** Removes Jobs of a namespace with everything that runs of them, and waits until nothing does; all of them have the same time. */
final class Cancellation {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Cluster cluster;
    private final List<Details> left;
    private final List<Details> refused = new ArrayList<>();
    private ApiFailure refusal;
    private ApiFailure problem;

    Cancellation(Cluster cluster, List<Details> jobs) {
        this.cluster = cluster;
        this.left = new ArrayList<>(jobs);
    }

    /** @throws IOException when the server is away for long or forbids it, or a node does not let go of a pod */
    void run() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        look();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE.toMillis());
            look();
        }
        if (refusal != null) {
            throw new IOException(refusal.getMessage() + "; " + mayStillRun(refused), refusal);
        }
        if (problem != null) {
            throw new IOException(problem.getMessage() + "; " + mayStillRun(left), problem);
        }
        if (!left.isEmpty()) {
            throw new IOException(names(left) + " is deleted, but its pods still run after " + LIMIT.toSeconds()
                    + " s: their node does not answer; the cluster removes them when it does");
        }
    }

    private void look() throws IOException {
        problem = null;
        for (Iterator<Details> jobs = left.iterator(); jobs.hasNext() && problem == null; ) {
            Details job = jobs.next();
            try {
                if (isGone(job)) {
                    jobs.remove();
                }
            } catch (ApiFailure e) {
                if (e.isFinal()) {
                    refusal = e;
                    refused.add(job);
                    jobs.remove();
                } else {
                    problem = e;
                }
            }
        }
    }

    /** Asks the server itself: after it was away, a watch is the last to know. */
    private boolean isGone(Details job) throws IOException {
        return JobRequests.remove(cluster, job.namespace(), job.job()) == 0;
    }

    private static String mayStillRun(List<Details> jobs) {
        return names(jobs) + " in namespace " + jobs.get(0).namespace() + " may still run: it is deleted when the next build starts here";
    }

    private static String names(List<Details> jobs) {
        return jobs.stream().map(Details::job).collect(Collectors.joining(", ", "Job ", ""));
    }
}
