package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.PodLayout;
import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sends workspace files into a pod that waits for them, and lets it go on when they are there.
 *
 * @param files chosen by the author
 * @param checkpoint directory that goes too when it has anything; null for none
 * @param through what they go through; null for the API server
 */
public record Upload(
        Cluster cluster, String namespace, Workspace workspace, PathChoice files, String checkpoint, StoredObject through) {

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
        if (through == null) {
            stream(pod, cargo);
        } else {
            store(pod, cargo);
        }
    }

    private void stream(String pod, Cargo cargo) throws IOException, InterruptedException {
        try (Conversation conversation = open(pod, "upload", line -> {}, Long.toString(cargo.blocks()))) {
            MessageDigest digest = Digests.sha256();
            workspace.send(cargo, new DigestOutputStream(conversation.said(), digest));
            confirm(pod, conversation, digest);
        }
    }

    /** The pod gets the object itself; what it is told about it does not stand in its manifest. */
    private void store(String pod, Cargo cargo) throws IOException, InterruptedException {
        if (cargo.bytes() > StoredObject.MOST_BYTES) {
            throw new IOException("the files for the pod have " + cargo.bytes() + " bytes; through object storage go at most "
                    + StoredObject.MOST_BYTES);
        }
        try {
            MessageDigest digest = Digests.sha256();
            through.put(cargo.bytes(), stream -> workspace.send(cargo, new DigestOutputStream(stream, digest)));
            take(pod, digest);
        } catch (IOException | InterruptedException e) {
            through.discard(e);
            throw e;
        }
        through.delete();
    }

    private void take(String pod, MessageDigest digest) throws IOException, InterruptedException {
        StorageWord word = new StorageWord(pod, "get");
        try (Conversation conversation = open(pod, "upload-stored", word::listen)) {
            conversation.say(through.toGet().toString());
            confirm(pod, conversation, digest);
        } catch (IOException e) {
            throw word.reason(e, through);
        }
    }

    private Conversation open(String pod, String script, Consumer<String> errorLine, String... arguments) throws IOException {
        PodAddress address = new PodAddress(pod, PodLayout.RECEIVE);
        return Conversation.open(cluster, namespace, address, script, errorLine, arguments);
    }

    private static void confirm(String pod, Conversation conversation, MessageDigest digest) throws IOException, InterruptedException {
        String sent = HexFormat.of().formatHex(digest.digest());
        String answer = conversation.line();
        if (!answer.equals("received " + sent)) {
            throw new IOException("files arrived damaged in pod " + pod + ": sent " + sent + ", " + answer);
        }
        conversation.say("ready");
        conversation.awaitEnd();
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
