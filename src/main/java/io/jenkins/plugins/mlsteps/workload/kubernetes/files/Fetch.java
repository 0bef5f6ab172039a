package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.PodLayout;
import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings files of a pod into the workspace, with the output that is not known yet.
 *
 * @param scratch directory in the workspace for what is on its way, relative
 * @param files to bring
 * @param through what they go through; null for the API server
 */
public record Fetch(
        Cluster cluster, String namespace, Workspace workspace, String scratch, PathChoice files, StoredObject through) {
    /** As the known bytes of an output: more than any has, so that nothing of it comes. */
    public static final long NONE_OF_THE_OUTPUT = 1L << 50;

    /** What is done before the pod may forget its files. */
    @FunctionalInterface
    public interface Keeping {
        void keep() throws IOException, InterruptedException;
    }

    /**
     * @param uid of the pod
     * @param known bytes of its output that nobody needs any more
     * @param waitSeconds for the end of the command, which only the pod itself sees while it is told to go
     * @param keeping runs when everything is in the workspace; the pod is released after it, and not at all when null
     */
    public void run(String pod, String uid, long known, long waitSeconds, Keeping keeping) throws IOException, InterruptedException {
        if (through == null) {
            bring(new FetchReport(pod), pod, uid, known, waitSeconds, keeping);
            return;
        }
        FetchReport report = new FetchReport(pod);
        try {
            bring(report, pod, uid, known, waitSeconds, keeping);
        } catch (IOException e) {
            through.discard(e);
            throw report.reason(e, through);
        } catch (InterruptedException e) {
            through.discard(e);
            throw e;
        }
    }

    private void bring(FetchReport report, String pod, String uid, long known, long waitSeconds, Keeping keeping)
            throws IOException, InterruptedException {
        PodAddress address = new PodAddress(pod, PodLayout.RESULTS);
        try (Conversation conversation = Conversation.open(
                cluster, namespace, address, "fetch", report::listen, Long.toString(known), Long.toString(waitSeconds))) {
            boolean stored = choose(conversation) && through != null;
            conversation.say(stored ? through.toPut().toString() : "");
            long rest = Long.parseLong(conversation.line());
            long start = conversation.heard().position();
            report.whenSent(bytes -> conversation.heard().endAt(start + bytes));
            Unpacking unpacking = new Unpacking(scratch, PodOutput.file(scratch, uid, known), rest);
            MessageDigest digest = Digests.sha256();
            InputStream heard = new DigestInputStream(conversation.heard(), digest);
            if (stored) {
                unpackStored(unpacking, heard, report);
            } else {
                unpack(unpacking, heard);
            }
            report.verifySent(digest);
            String from = scratch;
            workspace.act(root -> Unpacking.install(root, from));
            if (stored) {
                through.delete();
            }
            if (keeping == null) {
                conversation.say("");
            } else {
                keeping.keep();
                conversation.say("released");
            }
            conversation.awaitEnd();
        }
    }

    private void unpack(Unpacking unpacking, InputStream stream) throws IOException, InterruptedException {
        workspace.receive(unpacking, stream);
        stream.transferTo(OutputStream.nullOutputStream()); // what a tar has after its end
    }

    /** The output comes from the pod, the tar after it from the object. */
    private void unpackStored(Unpacking unpacking, InputStream output, FetchReport report) throws IOException, InterruptedException {
        MessageDigest digest = Digests.sha256();
        // It is there when the pod's own stream has ended.
        try (InputStream tar = new LateStream(through::get);
                InputStream both = new SequenceInputStream(output, new DigestInputStream(tar, digest))) {
            unpack(unpacking, both);
        }
        report.verifyStored(digest);
    }

    /** Returns whether there is anything to bring. */
    private boolean choose(Conversation conversation) throws IOException {
        int length = Integer.parseInt(conversation.line());
        String[] paths =
                new String(conversation.heard().readNBytes(length), StandardCharsets.UTF_8).split("\0");
        List<String> chosen = Stream.of(paths)
                .filter(path -> path.startsWith("./") && path.indexOf('\n') < 0)
                .map(path -> path.substring(2))
                .filter(files.chosen())
                .toList();
        byte[] choice = chosen.stream()
                .map(path -> "./" + path + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        conversation.say(Integer.toString(choice.length));
        conversation.said().write(choice);
        conversation.said().flush();
        return !chosen.isEmpty();
    }
}
