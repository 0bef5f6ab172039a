package io.jenkins.plugins.mlsteps.workload.kubernetes.storage;

import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.ObjectStorage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A bucket behind an S3 API, and the right to use it. */
public final class ObjectStore {
    private static final Set<String> USABLE = ConcurrentHashMap.newKeySet();
    private static final byte[] PROBE = "may mlsteps use this storage?\n".getBytes(StandardCharsets.UTF_8);

    private final String bucket;
    private final String prefix;
    private final URI root;
    private final Presigner presigner;

    private ObjectStore(ObjectStorage storage, Presigner presigner) {
        this.bucket = storage.bucket();
        this.prefix = storage.prefix();
        this.root = URI.create(storage.endpoint().replaceAll("/+$", "") + "/" + Presigner.encode(storage.bucket()) + "/");
        this.presigner = presigner;
    }

    /**
     * @param secrets by the name of a credential
     * @throws SpecException when a credential is not there
     */
    public static ObjectStore of(ObjectStorage storage, Function<String, Optional<String>> secrets) {
        String accessKey = secret(storage.accessKey(), secrets);
        String secretKey = secret(storage.secretKey(), secrets);
        return new ObjectStore(storage, new Presigner(storage.region(), accessKey, secretKey));
    }

    private static String secret(String id, Function<String, Optional<String>> secrets) {
        return secrets.apply(id)
                .orElseThrow(() -> new SpecException("objectStorage of the compute profile names credential '" + id
                        + "', which has no value here: define it, or set the variable or file that it names"));
    }

    /**
     * Puts an object, gets it and deletes it, once in this process: whether all that files need is allowed. A storage that says that
     * it is only busy is not held against it.
     *
     * @param name of the object, under the prefix
     * @throws StorageFailure when it is not
     */
    public void requireUsable(String name) throws IOException, InterruptedException {
        String place = presigner.sign("PUT", root.resolve(Presigner.encode(prefix)), Instant.EPOCH, Duration.ZERO).toString();
        if (USABLE.contains(place)) {
            return;
        }
        try {
            probe(object(name));
            USABLE.add(place);
        } catch (StorageFailure e) {
            if (!e.isPassing()) {
                throw e;
            }
        }
    }

    private static void probe(StoredObject object) throws IOException, InterruptedException {
        object.put(PROBE.length, stream -> stream.write(PROBE));
        try (InputStream stream = object.get()) {
            if (!Arrays.equals(stream.readNBytes(PROBE.length + 1), PROBE)) {
                throw object.isNoStorage();
            }
        } catch (IOException e) {
            object.discard(e);
            throw e;
        }
        object.delete();
    }

    /** @param name under the prefix, with slashes */
    public StoredObject object(String name) {
        String key = prefix.isEmpty() ? name : prefix + "/" + name;
        String path = Arrays.stream(key.split("/")).map(Presigner::encode).collect(Collectors.joining("/"));
        return new StoredObject("s3://" + bucket + "/" + key, root.resolve(path), presigner);
    }
}
