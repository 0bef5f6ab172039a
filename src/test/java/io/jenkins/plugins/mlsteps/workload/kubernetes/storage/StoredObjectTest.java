package io.jenkins.plugins.mlsteps.workload.kubernetes.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.ObjectStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void aStoreThatDoesAllThatIsNeededIsAskedOnce() throws Exception {
        bucket.store().requireUsable("training/probe");
        bucket.store().requireUsable("training/probe");
        assertThat(bucket.requests())
                .containsExactly("PUT ml/steps/training/probe", "GET ml/steps/training/probe", "DELETE ml/steps/training/probe");
        assertThat(bucket.keys()).isEmpty();
        assertThatThrownBy(() -> bucket.storeWithAnotherKey().requireUsable("training/probe"))
                .hasMessageContaining("could not put s3://scratch/ml/steps/training/probe")
                .isInstanceOfSatisfying(StorageFailure.class, failure -> assertThat(failure.isRefusal()).isTrue());
    }

    @Test
    void aHostThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> at("http://storage.invalid").requireUsable("probe"))
                .hasMessageContaining("could not put s3://scratch/mlsteps/probe at storage.invalid: there is no such host; check objectStorage");
    }

    @ParameterizedTest
    @CsvSource({
        "301, could not put s3://scratch/mlsteps/probe at, 301 Moved Permanently; check objectStorage",
        "405, could not put s3://scratch/mlsteps/probe at, 405 Method Not Allowed; check objectStorage",
        "200, could not get s3://scratch/mlsteps/probe at, 'what is there is not what was put there, so it is no S3 API; check objectStorage'"
    })
    void anEndpointThatIsNoS3ApiIsNamed(int status, String what, String why) throws Exception {
        try (Always server = new Always(status)) {
            assertThatThrownBy(() -> at(server.address()).requireUsable("probe")).hasMessageContaining(what).hasMessageContaining(why);
        }
    }

    @Test
    void aStorageThatIsOnlyBusyIsNotHeldAgainstIt() throws Exception {
        try (Always server = new Always(503)) {
            at(server.address()).requireUsable("probe");
            assertThatThrownBy(() -> at(server.address()).object("in.tar").get())
                    .isInstanceOfSatisfying(StorageFailure.class, failure -> assertThat(failure.isPassing()).isTrue());
        }
    }

    @Test
    void aFailureOfWhatIsPutIsNotTheStorages() {
        assertThatThrownBy(() -> bucket.store().object("in.tar").put(2, stream -> {
                    throw new IOException("file data.csv became shorter while it was sent to the pod");
                }))
                .isNotInstanceOf(StorageFailure.class)
                .hasMessage("file data.csv became shorter while it was sent to the pod");
    }

    private ObjectStore at(String endpoint) {
        return ObjectStore.of(
                new ObjectStorage(endpoint, "scratch", null, null, "access", "secret"), id -> Optional.of("any"));
    }

    /** Answers everything with one status and the same words. */
    private static final class Always implements AutoCloseable {
        private final HttpServer server;

        Always(int status) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                    byte[] page = "<html>hello</html>".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Location", "http://storage.invalid/");
                    exchange.sendResponseHeaders(status, page.length);
                    exchange.getResponseBody().write(page);
                }
            });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static int status(String method, URI address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    }
}
