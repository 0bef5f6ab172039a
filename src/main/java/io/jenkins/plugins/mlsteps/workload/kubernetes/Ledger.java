package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was brought home from a Job, in the workspace: written before the cluster may forget it.
 *
 * @param pods whose files and output are here, in the order in which they ran
 * @param end how it ended; null while it has not
 */
record Ledger(List<Kept> pods, WorkloadStatus end) implements Serializable {
    Ledger {
        pods = pods == null ? List.of() : List.copyOf(pods);
    }

    /**
     * The output of a pod.
     *
     * @param from the byte of it that our file begins with
     */
    record Kept(String uid, long from) implements Serializable {}

    static Ledger empty() {
        return new Ledger(List.of(), null);
    }

    static Ledger read(Path root, String scratch) throws IOException {
        Path file = file(root, scratch);
        return Files.exists(file) ? Json.read(file, Ledger.class) : empty();
    }

    Ledger write(Path root, String scratch) throws IOException {
        Json.write(file(root, scratch), this);
        return this;
    }

    Ledger with(Kept pod) {
        List<Kept> more = new ArrayList<>(pods);
        more.removeIf(known -> known.uid().equals(pod.uid()));
        more.add(pod);
        return new Ledger(more, end);
    }

    Ledger ended(WorkloadStatus status) {
        return new Ledger(pods, status);
    }

    boolean has(String uid) {
        return pods.stream().anyMatch(pod -> pod.uid().equals(uid));
    }

    private static Path file(Path root, String scratch) {
        return root.resolve(scratch).resolve("kubernetes.json");
    }
}
