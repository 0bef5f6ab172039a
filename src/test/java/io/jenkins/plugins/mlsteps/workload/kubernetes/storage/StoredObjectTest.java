package io.jenkins.plugins.mlsteps.workload.kubernetes.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredObjectTest {
    @TempDir
    Path directory;

    private Bucket bucket;

    @BeforeEach
    void open() throws Exception {
        bucket = new Bucket(directory);
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void whatIsPutIsGotAndThenGone() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        StoredObject object = bucket.store().object("training/a b/in.tar");

        object.put(content.length, stream -> stream.write(content));
        assertThat(bucket.keys()).containsExactly("ml/steps/training/a b/in.tar");
        try (InputStream stream = object.get()) {
            assertThat(stream.readAllBytes()).isEqualTo(content);
        }
        object.delete();
        assertThat(bucket.keys()).isEmpty();
        object.delete();
    }

    @Test
    void anAddressIsGoodForOneThingAlone() throws Exception {
        StoredObject object = bucket.store().object("training/in.tar");
        object.put(2, stream -> stream.write(new byte[] {1, 2}));

        assertThat(status("GET", object.toGet())).isEqualTo(200);
        assertThat(status("DELETE", object.toGet())).isEqualTo(403);
        assertThat(status("GET", URI.create(object.toGet().toString().replace("in.tar", "other.tar")))).isEqualTo(403);
    }

    @Test
    void aKeyThatTheStorageDoesNotKnowIsNamed() {
        StoredObject object = bucket.storeWithAnotherKey().object("training/in.tar");
        assertThatThrownBy(object::get)
                .hasMessageContaining("could not get s3://scratch/ml/steps/training/in.tar at 127.0.0.1:")
                .hasMessageContaining("403 SignatureDoesNotMatch (no)")
                .hasMessageContaining("check objectStorage of the compute profile");
        assertThatThrownBy(() -> object.put(1, stream -> stream.write(1))).hasMessageContaining("could not put s3://scratch/");
    }

    @Test
    void aCredentialThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ObjectStore.of(bucket.storage(), id -> Optional.empty()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("names credential 'access', which has no value here");
    }

    private static int status(String method, URI address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    }
}
