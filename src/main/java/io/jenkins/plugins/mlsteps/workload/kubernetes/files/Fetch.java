package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.PodLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Brings files of a pod into the workspace, with the output that is not known yet.
 *
 * @param scratch directory in the workspace for what is on its way, relative
 * @param files to bring
 */
public record Fetch(Cluster cluster, String namespace, Workspace workspace, String scratch, PathChoice files) {
    private static final long PATIENCE_SECONDS = 60;

    /** What is done before the pod may forget its files. */
    @FunctionalInterface
    public interface Keeping {
        void keep() throws IOException, InterruptedException;
    }

    /** What the script said at the end of its stream. */
    private record Sent(long bytes, String sha256) {}

    /**
     * @param uid of the pod
     * @param known bytes of its output that nobody needs any more
     * @param waitSeconds for the end of the command, which only the pod itself sees while it is told to go
     * @param keeping runs when everything is in the workspace; the pod is released after it, and not at all when null
     */
    public void run(String pod, String uid, long known, long waitSeconds, Keeping keeping) throws IOException, InterruptedException {
        CompletableFuture<Sent> sent = new CompletableFuture<>();
        boolean[] incomplete = new boolean[1];
        PodAddress address = new PodAddress(pod, PodLayout.RESULTS);
        try (Conversation conversation = Conversation.open(
                cluster, namespace, address, "fetch", line -> listen(line, sent, incomplete), Long.toString(known), Long.toString(waitSeconds))) {
            choose(conversation);
            long rest = Long.parseLong(conversation.line());
            long start = conversation.heard().position();
            sent.thenAccept(end -> conversation.heard().endAt(start + end.bytes()));
            MessageDigest digest = Digests.sha256();
            DigestInputStream stream = new DigestInputStream(conversation.heard(), digest);
            workspace.receive(new Unpacking(scratch, PodOutput.file(scratch, uid, known), rest), stream);
            stream.transferTo(OutputStream.nullOutputStream()); // what a tar has after its end
            verify(pod, await(sent), digest, incomplete[0]);
            String from = scratch;
            workspace.act(root -> Unpacking.install(root, from));
            if (keeping == null) {
                conversation.say("");
            } else {
                keeping.keep();
                conversation.say("released");
            }
            conversation.awaitEnd();
        }
    }

    private void choose(Conversation conversation) throws IOException {
        int length = Integer.parseInt(conversation.line());
        String[] paths =
                new String(conversation.heard().readNBytes(length), StandardCharsets.UTF_8).split("\0");
        List<String> chosen = Stream.of(paths)
                .filter(path -> path.startsWith("./") && path.indexOf('\n') < 0)
                .map(path -> path.substring(2))
                .filter(files::includes)
                .toList();
        byte[] choice = chosen.stream()
                .map(path -> "./" + path + "\n")
                .reduce("", String::concat)
                .getBytes(StandardCharsets.UTF_8);
        conversation.say(Integer.toString(choice.length));
        conversation.said().write(choice);
        conversation.said().flush();
    }

    private static void listen(String line, CompletableFuture<Sent> sent, boolean[] incomplete) {
        if (line.equals("incomplete")) {
            incomplete[0] = true;
        } else if (line.startsWith("sent ")) {
            String[] words = line.split(" ");
            sent.complete(new Sent(Long.parseLong(words[1]), words[2]));
        }
    }

    private static void verify(String pod, Sent sent, MessageDigest digest, boolean incomplete) throws IOException {
        String received = HexFormat.of().formatHex(digest.digest());
        if (!sent.sha256().equals(received)) {
            throw new IOException("files of pod " + pod + " arrived damaged: sent " + sent.sha256() + ", received " + received);
        }
        if (incomplete) {
            throw new IOException("files of pod " + pod + " changed while they were read");
        }
    }

    private static Sent await(CompletableFuture<Sent> sent) throws IOException, InterruptedException {
        try {
            return sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the pod did not say what it sent", e);
        }
    }
}
