package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.PodLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Sends workspace files into a pod that waits for them, and lets it go on when they are there.
 *
 * @param files chosen by the author
 * @param checkpoint directory that goes too when it has anything; null for none
 */
public record Upload(Cluster cluster, String namespace, Workspace workspace, PathChoice files, String checkpoint) {

    /**
     * What would be sent, so that it can be refused before anything is created.
     *
     * @return bytes
     * @throws IOException when a pattern names no file
     */
    public long weigh() throws IOException, InterruptedException {
        return cargo().bytes();
    }

    /** @param pod whose container for receiving runs */
    public void send(String pod) throws IOException, InterruptedException {
        Cargo cargo = cargo();
        PodAddress address = new PodAddress(pod, PodLayout.RECEIVE);
        try (Conversation conversation =
                Conversation.open(cluster, namespace, address, "upload", line -> {}, Long.toString(cargo.bytes()))) {
            MessageDigest digest = Digests.sha256();
            OutputStream counted = new DigestOutputStream(conversation.said(), digest);
            workspace.send(cargo, counted);
            String sent = HexFormat.of().formatHex(digest.digest());
            String answer = conversation.line();
            if (!answer.equals("received " + sent)) {
                throw new IOException("files arrived damaged in pod " + pod + ": sent " + sent + ", " + answer);
            }
            conversation.say("ready");
            conversation.awaitEnd();
        }
    }

    private Cargo cargo() throws IOException, InterruptedException {
        PathChoice chosen = files;
        String directory = checkpoint;
        return workspace.act(root -> Cargo.of(items(root, chosen, directory)));
    }

    private static List<Cargo.Item> items(Path root, PathChoice files, String checkpoint) throws IOException {
        List<Cargo.Item> items = new ArrayList<>(files.patterns().isEmpty() ? List.of() : files.in(root));
        if (checkpoint != null && Files.isDirectory(root.resolve(checkpoint)) && !isEmpty(root.resolve(checkpoint))) {
            for (Cargo.Item item : new PathChoice(List.of(checkpoint)).in(root)) {
                if (items.stream().noneMatch(known -> known.path().equals(item.path()))) {
                    items.add(item);
                }
            }
        }
        return items;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var walk = Files.walk(directory)) {
            return walk.noneMatch(Files::isRegularFile);
        }
    }
}
