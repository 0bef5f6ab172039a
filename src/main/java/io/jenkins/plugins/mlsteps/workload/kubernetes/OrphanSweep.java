package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes what builds that are no more left running: their host died, or the API server was away when they were cancelled. Only
 * objects with the owner's own labels are ever looked at; what has ended stays to be looked at, until its time is over.
 */
public record OrphanSweep(Cluster cluster, String namespace, Owner owner) {
    private static final Set<String> SWEPT = ConcurrentHashMap.newKeySet();

    /** By place and name: what should be gone although its build may still go on. */
    private static final Set<String> LEFT = ConcurrentHashMap.newKeySet();

    /** Sweeps unless this process already did; that it could not is said, and stops nothing. */
    public void onceInThisProcess(Remains remains) {
        String place = place(remains);
        if (SWEPT.add(place)) {
            try {
                run(remains);
            } catch (IOException e) {
                SWEPT.remove(place);
                owner.log().accept(remains.kind() + "s of builds that are no more were not looked for: " + e.getMessage());
            }
        }
    }

    /** Has it swept once more for what could not be deleted now. */
    public void leave(Remains remains, Collection<String> names) {
        String place = place(remains);
        names.forEach(name -> LEFT.add(place + " " + name));
        SWEPT.remove(place);
    }

    private String place(Remains remains) {
        return String.join(" ", remains.kind(), cluster.identity(), namespace, owner.controller(), owner.job());
    }

    private void run(Remains remains) throws IOException {
        for (Map.Entry<String, String> left : remains.running(Labels.ofOwner(owner.controller(), owner.job())).entrySet()) {
            String leftBehind = place(remains) + " " + left.getKey();
            if (isOrphan(left.getValue()) || LEFT.contains(leftBehind)) {
                remains.remove(left.getKey());
                LEFT.remove(leftBehind);
                owner.log().accept("deleted " + remains.kind() + " " + left.getKey() + ", which build " + left.getValue() + " left behind");
            }
        }
    }

    private boolean isOrphan(String build) {
        return build.matches("\\d{1,9}") && !owner.isAlive().test(Integer.parseInt(build));
    }
}
