package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.mlsteps.record.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.opentest4j.TestAbortedException;

/** A Kubernetes cluster with one node, all of it on this machine. Tests are skipped where its binaries are missing. */
public final class RealCluster implements AutoCloseable {
    /** A user without any right, for tests that grant some. */
    public static final String USER = "mlsteps";

    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static RealCluster shared;

    private final Path directory;
    private final ClusterKeys keys;
    private final int port;
    private final KubernetesClient client;
    private final KubernetesBinaries binaries;
    private final ControlPlane controlPlane;
    private final ProcessKubelet kubelet;

    private RealCluster(KubernetesBinaries binaries) throws IOException, GeneralSecurityException, InterruptedException {
        this.binaries = binaries;
        directory = Files.createTempDirectory("mlsteps-cluster");
        keys = new ClusterKeys(directory, List.of(USER));
        port = ServerProcess.freePort();
        client = clientOf(ClusterKeys.ADMIN);
        controlPlane =
                new ControlPlane(binaries, directory, keys, port, kubeconfig(ClusterKeys.ADMIN), client);
        try {
            controlPlane.start();
            kubelet = ProcessKubelet.start("node-1", directory, client);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            controlPlane.stop();
            throw e;
        }
    }

    /**
     * The cluster of this JVM, started when first asked for and stopped at its end. Tests work in {@linkplain #namespace
     * namespaces} of their own and leave its servers alone.
     */
    public static synchronized RealCluster shared() throws IOException, InterruptedException {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** A cluster of the test's own, for whoever stops and starts its servers. */
    public static RealCluster start() throws IOException, InterruptedException {
        KubernetesBinaries binaries = KubernetesBinaries.require();
        ContainerRoot.unsupported().ifPresent(why -> {
            throw new TestAbortedException("skipped, containers cannot be started here: " + why);
        });
        try {
            return new RealCluster(binaries);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** An administrator's client. */
    public KubernetesClient client() {
        return client;
    }

    public ProcessKubelet kubelet() {
        return kubelet;
    }

    /** The kubectl that came with the servers; empty when none did. */
    public Optional<Path> kubectl() {
        return Optional.of(Path.of(binaries.path("kubectl"))).filter(Files::isExecutable);
    }

    /** A second node, until it is closed as lost. */
    public ProcessKubelet addNode(String name, Map<String, String> labels) throws IOException, InterruptedException {
        return ProcessKubelet.start(name, directory, client, labels, Map.of());
    }

    /** A new client of {@link #USER} or the administrator; the caller closes it. */
    public KubernetesClient clientOf(String user) {
        return new KubernetesClientBuilder().withConfig(config(user)).build();
    }

    private Config config(String user) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + port)
                .withOauthToken(keys.token(user))
                .withTrustCerts(true)
                .withRequestRetryBackoffLimit(1)
                .withNamespace("default")
                // After the API server was away, the node and the tests are to be back at once.
                .withWatchReconnectInterval(100)
                .withRequestRetryBackoffLimit(4)
                .build();
    }

    /** A new kubeconfig of the administrator with the context {@code test}. */
    public Path kubeconfig() throws IOException {
        return kubeconfig(ClusterKeys.ADMIN);
    }

    /** A new kubeconfig of a user with the context {@code test}. */
    public Path kubeconfig(String user) throws IOException {
        return kubeconfig(user, "kubeconfig-" + user, "https://127.0.0.1:" + port);
    }

    /** A new kubeconfig of the administrator with the context {@code test}, for a server that stands before this one. */
    public Path kubeconfig(SkewedServer server) throws IOException {
        return kubeconfig(ClusterKeys.ADMIN, "kubeconfig-" + server.port(), "http://127.0.0.1:" + server.port());
    }

    /** @param ahead how much later it is there than in the cluster; negative for earlier */
    public SkewedServer skewed(Duration ahead) throws IOException, InterruptedException {
        return new SkewedServer(port, ahead);
    }

    private Path kubeconfig(String user, String name, String url) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".yaml"),
                """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters:
                - name: test
                  cluster: { server: "%s", insecure-skip-tls-verify: true }
                users:
                - name: %s
                  user: { token: %s }
                contexts:
                - name: test
                  context: { cluster: test, user: %s, namespace: default }
                """
                        .formatted(url, user, keys.token(user), user));
    }

    /** A new namespace in which pods can be created. */
    public String namespace(String prefix) throws InterruptedException {
        String name = prefix + "-" + NAMESPACES.incrementAndGet();
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        Deadline.await(
                Duration.ofSeconds(60),
                () -> client.serviceAccounts()
                                .inNamespace(name)
                                .withName("default")
                                .get()
                        != null,
                () -> "namespace " + name + " has no default service account");
        return name;
    }

    /** Ends the API server as a crash would; what runs goes on. */
    public void stopApiServer() {
        controlPlane.apiServer.stop();
    }

    /** Starts the API server again on the same port with the same data. */
    public void startApiServer() throws IOException, InterruptedException {
        controlPlane.apiServer.start();
    }

    @Override
    public void close() {
        kubelet.close();
        controlPlane.stop();
        client.close();
        try {
            FileTree.remove(directory);
        } catch (IOException e) {
            System.err.println("left behind: " + directory + ": " + e.getMessage());
        }
    }
}
