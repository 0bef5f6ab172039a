package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.ObjectStorage;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.Patience;
import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.Bucket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the author reads, and what is left, when the object storage of a profile is not what its administrator thought. */
@Tag("cluster")
class StorageInClusterTest {
    private static final String HELPER = "registry.example.com/helpers/far-from-storage:1";
    private static final Duration SECONDS = Duration.ofSeconds(10);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path root;

    @TempDir
    Path objects;

    @TempDir
    Path tools;

    private RealCluster cluster;
    private KubernetesClient client;
    private String namespace;
    private Bucket bucket;
    private TestHost host;

    @BeforeEach
    void prepare() throws Exception {
        cluster = RealCluster.shared();
        client = cluster.client();
        namespace = cluster.namespace("storage");
        bucket = new Bucket(objects);
        Files.writeString(root.resolve("data.csv"), "1,2\n");
        host = new TestHost(root).in(profile -> Releases.cluster(client)).withSecret("access", Bucket.ACCESS).withSecret("secret", Bucket.SECRET);
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void aCredentialThatHasNoValueIsNamed() throws Exception {
        ObjectStorage right = bucket.storage();
        ObjectStorage wrong = new ObjectStorage(right.endpoint(), right.bucket(), null, null, "access", "secrt");

        assertThatThrownBy(() -> train(wrong, Map.of()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("objectStorage of the compute profile names credential 'secrt', which has no value here");
        assertNothingIsLeft();
    }

    @Test
    void aKeyThatTheStorageDoesNotKnowIsRefusedBeforeAnythingIsMade() throws Exception {
        host.withSecret("secret", "another");
        assertThatThrownBy(() -> within(SECONDS, () -> train(bucket.storage(), Map.of("retries", 3))))
                .hasMessageContaining("could not put s3://scratch/")
                .hasMessageContaining("403 SignatureDoesNotMatch (no); check objectStorage of the compute profile");
        assertNothingIsLeft();
    }

    @Test
    void aBucketThatIsNotThereIsRefusedBeforeAnythingIsMade() throws Exception {
        ObjectStorage right = bucket.storage();
        ObjectStorage wrong = new ObjectStorage(right.endpoint(), "scrtach", null, right.region(), "access", "secret");

        assertThatThrownBy(() -> within(SECONDS, () -> train(wrong, Map.of())))
                .hasMessageContaining("could not put s3://scrtach/")
                .hasMessageContaining("NoSuchBucket");
        assertNothingIsLeft();
    }

    @Test
    void anEndpointWhereNobodyListensIsRefusedBeforeAnythingIsMade() throws Exception {
        String nobody = "http://127.0.0.1:" + portOfNobody();
        ObjectStorage wrong = new ObjectStorage(nobody, bucket.storage().bucket(), null, null, "access", "secret");

        assertThatThrownBy(() -> within(SECONDS, () -> train(wrong, Map.of())))
                .hasMessageContaining("could not put s3://scratch/")
                .hasMessageContaining("Connection refused; check objectStorage of the compute profile");
        assertNothingIsLeft();
    }

    @Test
    void aPodThatDoesNotReachTheStorageFailsTheTrainingAndLeavesNothing() throws Exception {
        podsDoNotReachTheStorage();

        assertThatThrownBy(() -> within(A_MINUTE, () -> train(bucket.storage(), Map.of("command", "true", "upload", "data.csv"))))
                .hasMessageContaining("its files cannot be sent: pod ")
                .hasMessageContaining("cannot get s3://scratch/ml/steps/")
                .hasMessageContaining("curl: (7) Failed to connect to 127.0.0.1")
                .hasMessageContaining("pods must reach the endpoint of objectStorage");
        assertNothingIsLeft();
    }

    @Test
    void aHelperImageWithoutCurlIsNamed() throws Exception {
        tool("curl", "echo 'sh: curl: not found' >&2; exit 127");

        assertThatThrownBy(() -> train(bucket.storage(), Map.of("command", "true", "upload", "data.csv")))
                .hasMessageContaining("curl: not found")
                .hasMessageContaining("curl in the helper image");
    }

    @Test
    void resultsThatAPodCannotPutIntoTheStorageComeThroughTheApiServer() throws Exception {
        podsDoNotReachTheStorage();
        train(bucket.storage(), Map.of("command", "mkdir out; echo 1 > out/weights", "model", "out"));

        assertThat(root.resolve("ml/train/stored/model/weights")).hasContent("1");
        assertThat(host.lines()).anySatisfy(line -> assertThat(line)
                .contains("its files cannot be fetched yet: pod ")
                .contains("cannot put s3://scratch/"));
        assertThat(bucket.keys()).isEmpty();
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(client.batch().v1().jobs().inNamespace(namespace).list().getItems()).isEmpty();
        assertThat(bucket.keys()).isEmpty();
    }

    /** As behind a firewall: what carries files in the pods finds nobody where it has to pass. */
    private void podsDoNotReachTheStorage() throws Exception {
        tool("curl", "exec /usr/bin/curl --proxy http://127.0.0.1:" + portOfNobody() + " \"$@\"");
    }

    /** Puts a program before those of this machine in the helper image. */
    private void tool(String name, String script) throws IOException {
        Path program = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        cluster.kubelet().images().tools(HELPER, Path.of(tools + ":" + System.getenv("PATH")));
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void train(ObjectStorage storage, Map<String, Object> parameters) throws Exception {
        ComputeProfile profile = new ComputeProfile(
                ComputeProfile.Type.kubernetes, null, null, null, namespace, null, null, null, null, null, null, null, HELPER, null, null,
                null, new Patience(2, 1, 20, null), null, storage);
        host.with(new Administration(null, Map.of("gpu-cluster", profile), null));
        Map<String, Object> all = new HashMap<>(parameters);
        all.putIfAbsent("command", "true");
        all.putIfAbsent("image", "registry.example.com/ml/churn:1.4");
        all.put("name", "stored");
        all.put("compute", "gpu-cluster");
        TestHost.drive(new TrainStep(host, Binder.bind(TrainSpec.class, all), false, TestBodies.none()));
    }

    /** Does what should not take longer. */
    private static void within(Duration time, Work work) throws Exception {
        long begin = System.nanoTime();
        try {
            work.run();
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(time);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }
}
