package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.StoredObject;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** What the script that sends a pod's files says beside them. */
final class FetchReport {
    private static final long PATIENCE_SECONDS = 60;

    private final String pod;
    private final CompletableFuture<Sent> sent = new CompletableFuture<>();
    private final CompletableFuture<String> stored = new CompletableFuture<>();
    private final StorageWord storage;
    private volatile boolean incomplete;

    /** What the stream was. */
    private record Sent(long bytes, String sha256) {}

    FetchReport(String pod) {
        this.pod = pod;
        this.storage = new StorageWord(pod, "put");
    }

    void listen(String line) {
        storage.listen(line);
        String[] words = line.split(" ");
        if (line.equals("incomplete")) {
            incomplete = true;
        } else if (words[0].equals("sent")) {
            sent.complete(new Sent(Long.parseLong(words[1]), words[2]));
        } else if (words[0].equals("stored")) {
            stored.complete(words[1]);
        }
    }

    /** The reason of a failure, with what the pod says of the object storage. */
    IOException reason(IOException failure, StoredObject object) {
        return storage.reason(failure, object);
    }

    /** @param then gets the bytes of the stream as soon as they are known */
    void whenSent(LongConsumer then) {
        sent.thenAccept(end -> then.accept(end.bytes()));
    }

    void verifySent(MessageDigest digest) throws IOException, InterruptedException {
        verify(await(sent).sha256(), digest);
        if (incomplete) {
            throw new IOException("files of pod " + pod + " changed while they were read");
        }
    }

    void verifyStored(MessageDigest digest) throws IOException, InterruptedException {
        verify(await(stored), digest);
    }

    private void verify(String sent, MessageDigest digest) throws IOException {
        String received = HexFormat.of().formatHex(digest.digest());
        if (!sent.equals(received)) {
            throw new IOException("files of pod " + pod + " arrived damaged: sent " + sent + ", received " + received);
        }
    }

    private static <T> T await(CompletableFuture<T> said) throws IOException, InterruptedException {
        try {
            return said.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the pod did not say what it sent", e);
        }
    }
}
