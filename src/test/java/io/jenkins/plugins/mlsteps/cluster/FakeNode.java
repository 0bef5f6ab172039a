package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The node's entry in the cluster, and the lease that shows that it is alive. */
final class FakeNode implements AutoCloseable {
    private static final String LEASES = "kube-node-lease";
    private static final int RENEWAL_SECONDS = 2;
    private static final int MOST_TRIES = 20;

    /** Without it the API server talks SPDY to a node for clients that speak {@code v5.channel.k8s.io}, as kubectl does. */
    private static final String WEB_SOCKETS = "ExtendWebSocketsToKubelet";

    private final KubernetesClient client;
    private final String name;
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "node-lease");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param resources in addition to processors, memory and pods, such as {@code nvidia.com/gpu}
     * @param port of the kubelet
     */
    FakeNode(
            KubernetesClient client,
            String name,
            int port,
            Map<String, String> labels,
            Map<String, String> resources) {
        this.client = client;
        this.name = name;
        Node node = new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/hostname", name)
                .addToLabels("kubernetes.io/os", "linux")
                .addToLabels("kubernetes.io/arch", "amd64")
                .addToLabels(labels)
                .endMetadata()
                .build();
        client.nodes().resource(node).create();
        announce(port, resources);
        renew();
        renewal.scheduleWithFixedDelay(() -> live(port, resources), RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
    }

    /** The controllers put taints on a node as soon as they see it, so the first edit may come too late. */
    private void announce(int port, Map<String, String> resources) {
        for (int tries = 1; ; tries++) {
            try {
                client.nodes()
                        .withName(name)
                        .subresource("status")
                        .edit(created -> withStatus(created, port, resources));
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static Node withStatus(Node node, int port, Map<String, String> resources) {
        Map<String, Quantity> offered = new HashMap<>();
        offered.put("cpu", new Quantity("64"));
        offered.put("memory", new Quantity("256Gi"));
        offered.put("pods", new Quantity("2000"));
        offered.put("ephemeral-storage", new Quantity("256Gi"));
        resources.forEach((resource, amount) -> offered.put(resource, new Quantity(amount)));
        String now = ContainerRun.seconds(Instant.now());
        return new NodeBuilder(node)
                .editOrNewStatus()
                .removeMatchingFromConditions(condition -> "Ready".equals(condition.getType()))
                .withAddresses()
                .addToAdditionalProperties("declaredFeatures", List.of(WEB_SOCKETS))
                .withCapacity(offered)
                .withAllocatable(offered)
                .addNewAddress("127.0.0.1", "InternalIP")
                .withNewDaemonEndpoints()
                .withNewKubeletEndpoint(port)
                .endDaemonEndpoints()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .endCondition()
                .endStatus()
                .build();
    }

    private void live(int port, Map<String, String> resources) {
        try {
            renew();
            if (!isReady()) {
                announce(port, resources);
            }
        } catch (KubernetesClientException serverIsAway) {
            // The next renewal tries again; the cluster gives up on the node only after many, and takes it back then.
        }
    }

    private boolean isReady() {
        return client.nodes().withName(name).get().getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"));
    }

    private void renew() {
        client.leases()
                .inNamespace(LEASES)
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(name)
                        .withLeaseDurationSeconds(20 * RENEWAL_SECONDS)
                        .withRenewTime(Instant.now().atZone(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    @Override
    public void close() {
        renewal.shutdownNow();
    }
}
