package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The four servers, each on a free port of the loopback interface. */
final class ControlPlane {
    final ServerProcess etcd;
    final ServerProcess apiServer;
    final ServerProcess controllerManager;
    final ServerProcess scheduler;

    /** @param probe of an administrator, for whether the API server is ready */
    ControlPlane(
            KubernetesBinaries binaries,
            Path directory,
            ClusterKeys keys,
            int apiPort,
            Path kubeconfig,
            KubernetesClient probe)
            throws IOException {
        Path certificates = Files.createDirectories(directory.resolve("certificates"));
        int etcdPort = ServerProcess.freePort();
        String etcdUrl = "http://127.0.0.1:" + etcdPort;
        String peerUrl = "http://127.0.0.1:" + ServerProcess.freePort();
        etcd = new ServerProcess(
                "etcd",
                directory,
                List.of(
                        binaries.path("etcd"),
                        "--data-dir=" + directory.resolve("etcd"),
                        "--listen-client-urls=" + etcdUrl,
                        "--advertise-client-urls=" + etcdUrl,
                        "--listen-peer-urls=" + peerUrl,
                        "--initial-advertise-peer-urls=" + peerUrl,
                        "--initial-cluster=default=" + peerUrl,
                        "--unsafe-no-fsync"),
                () -> get(etcdUrl + "/health").contains("true"));
        apiServer = new ServerProcess(
                "kube-apiserver",
                directory,
                List.of(
                        binaries.path("kube-apiserver"),
                        "--etcd-servers=" + etcdUrl,
                        "--bind-address=127.0.0.1",
                        "--advertise-address=127.0.0.1",
                        "--secure-port=" + apiPort,
                        "--cert-dir=" + certificates,
                        "--endpoint-reconciler-type=none",
                        "--service-cluster-ip-range=10.0.0.0/16",
                        "--authorization-mode=RBAC",
                        "--token-auth-file=" + keys.tokenFile(),
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + keys.serviceAccountPublicKey(),
                        "--service-account-signing-key-file=" + keys.serviceAccountKey(),
                        "--kubelet-preferred-address-types=InternalIP",
                        "--default-not-ready-toleration-seconds=2",
                        "--default-unreachable-toleration-seconds=2"),
                () -> "ok".equals(probe.raw("/readyz")));
        controllerManager = new ServerProcess(
                "kube-controller-manager",
                directory,
                List.of(
                        binaries.path("kube-controller-manager"),
                        "--kubeconfig=" + kubeconfig,
                        "--leader-elect=false",
                        "--secure-port=0",
                        "--service-account-private-key-file=" + keys.serviceAccountKey(),
                        "--root-ca-file=" + certificates.resolve("apiserver.crt"),
                        "--node-monitor-period=1s",
                        "--node-monitor-grace-period=20s",
                        "--kube-api-qps=200",
                        "--kube-api-burst=400"),
                () -> probe.serviceAccounts()
                                .inNamespace("default")
                                .withName("default")
                                .get()
                        != null);
        scheduler = new ServerProcess(
                "kube-scheduler",
                directory,
                List.of(
                        binaries.path("kube-scheduler"),
                        "--kubeconfig=" + kubeconfig,
                        "--leader-elect=false",
                        "--secure-port=0",
                        "--kube-api-qps=200",
                        "--kube-api-burst=400"),
                () -> true);
    }

    void start() throws IOException, InterruptedException {
        etcd.start();
        apiServer.start();
        controllerManager.start();
        scheduler.start();
    }

    void stop() {
        scheduler.stop();
        controllerManager.stop();
        apiServer.stop();
        etcd.stop();
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
