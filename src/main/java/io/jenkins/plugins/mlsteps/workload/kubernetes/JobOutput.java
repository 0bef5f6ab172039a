package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.files.Cursor;
import io.jenkins.plugins.mlsteps.workload.kubernetes.files.OutputTail;
import io.jenkins.plugins.mlsteps.workload.kubernetes.files.PodOutput;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.PodSighting;
import io.jenkins.plugins.mlsteps.workload.local.OutputFile;
import java.io.IOException;
import java.util.List;

/** The output of a Job as one stream, whichever of its pods printed it: what was brought home from files, what runs from its tail. */
final class JobOutput {
    private final Cluster cluster;
    private final Workspace workspace;
    private final Details details;
    private OutputTail tail;
    private String tailed;
    private Cursor acknowledged = Cursor.of(0);

    JobOutput(Cluster cluster, Workspace workspace, Details details) {
        this.cluster = cluster;
        this.workspace = workspace;
        this.details = details;
    }

    /** Up to a megabyte from a cursor on, which tells that all before it was taken note of. */
    OutputChunk read(Ledger ledger, long cursor) throws IOException, InterruptedException {
        acknowledged = Cursor.of(cursor);
        Cursor at = acknowledged;
        List<Ledger.Kept> kept = ledger.pods();
        for (int i = firstToRead(kept, at); i < kept.size(); i++) {
            at = at.isIn(kept.get(i).uid()) ? at : Cursor.startOf(kept.get(i).uid());
            OutputChunk chunk = kept(kept.get(i), at);
            if (chunk.bytes().length > 0) {
                return chunk;
            }
        }
        return live(ledger, at);
    }

    /** Bytes of a pod's output that nobody needs any more. */
    long known(String uid) {
        return acknowledged.isIn(uid) ? acknowledged.offset() : 0;
    }

    void follow(PodSighting pod) {
        if (!pod.uid().equals(tailed)) {
            stop();
            tail = new OutputTail(cluster, details.namespace(), pod.name());
            tailed = pod.uid();
        }
    }

    void stop() {
        if (tail != null) {
            tail.close();
            tail = null;
        }
    }

    /** Where to go on in the output that is here: the pods before were read to their end. */
    private int firstToRead(List<Ledger.Kept> kept, Cursor at) {
        if (at.pod() == 0) {
            return 0;
        }
        for (int i = 0; i < kept.size(); i++) {
            if (at.isIn(kept.get(i).uid())) {
                return i;
            }
        }
        boolean readsLive = tailed != null && at.isIn(tailed);
        // Otherwise the pod it was in is gone with all it had; what ran after it is the last.
        return readsLive ? kept.size() : Math.max(0, kept.size() - 1);
    }

    private OutputChunk kept(Ledger.Kept pod, Cursor from) throws IOException, InterruptedException {
        String file = PodOutput.file(details.scratch(), pod.uid(), pod.from());
        long offset = Math.max(0, from.offset() - pod.from());
        OutputChunk chunk = workspace.act(root -> OutputFile.read(root.resolve(file), offset));
        return new OutputChunk(chunk.bytes(), from.plus(chunk.bytes().length).value());
    }

    private OutputChunk live(Ledger ledger, Cursor at) {
        if (tail == null || ledger.has(tailed)) {
            return new OutputChunk(new byte[0], at.value());
        }
        Cursor from = at.isIn(tailed) ? at : Cursor.startOf(tailed);
        byte[] bytes = tail.from(from.offset());
        return new OutputChunk(bytes, from.plus(bytes.length).value());
    }
}
