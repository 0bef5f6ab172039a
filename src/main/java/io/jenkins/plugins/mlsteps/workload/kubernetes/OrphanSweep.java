package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes the Jobs of builds that are no more: their host died, or the API server was away when they were cancelled. Only Jobs
 * with the owner's own labels are ever looked at.
 */
record OrphanSweep(Cluster cluster, String namespace, Owner owner) {
    private static final long GRACE_SECONDS = 1;
    private static final Set<String> SWEPT = ConcurrentHashMap.newKeySet();

    /** Sweeps unless this process already did; that it could not is said, and stops nothing. */
    void onceInThisProcess() {
        String place = String.join(" ", cluster.identity(), namespace, owner.controller(), owner.job());
        if (SWEPT.add(place)) {
            try {
                run();
            } catch (IOException e) {
                SWEPT.remove(place);
                owner.log().accept("Jobs of builds that are no more were not looked for: " + e.getMessage());
            }
        }
    }

    private void run() throws IOException {
        for (Job job : JobRequests.of(cluster, namespace, Labels.ofOwner(owner.controller(), owner.job()))) {
            if (isOrphan(job)) {
                String name = job.getMetadata().getName();
                JobRequests.delete(cluster, namespace, name);
                JobRequests.stopPods(cluster, namespace, name, GRACE_SECONDS);
                owner.log().accept("deleted Job " + name + ", which build " + build(job) + " left behind");
            }
        }
    }

    private boolean isOrphan(Job job) {
        String build = build(job);
        boolean ended = job.getStatus() != null && job.getStatus().getCompletionTime() != null;
        // An ended Job is there to be looked at, until its time is over.
        return !ended && build.matches("\\d{1,9}") && !owner.isAlive().test(Integer.parseInt(build));
    }

    private static String build(Job job) {
        return job.getMetadata().getLabels().getOrDefault(Labels.BUILD, "");
    }
}
