package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells the API server how a pod is, and goes on telling while the server is away. */
final class PodStatusWriter {
    private static final long BETWEEN_TRIES = 200;

    private final KubernetesClient client;
    private final Pod pod;
    private final String ip;
    private final CountDownLatch nodeIsGone;
    private final String started = ContainerRun.seconds(Instant.now());
    private PodStatus written;

    /** @param nodeIsGone open when there is nobody any more to tell anything */
    PodStatusWriter(KubernetesClient client, Pod pod, String ip, CountDownLatch nodeIsGone) {
        this.client = client;
        this.pod = pod;
        this.ip = ip;
        this.nodeIsGone = nodeIsGone;
    }

    /**
     * What a kubelet knows.
     *
     * @param conditions type to status; others stay as they are
     * @param disruption why the kubelet itself ended the pod; null when it did not
     */
    record Observed(
            String phase,
            String reason,
            String message,
            Map<String, Boolean> conditions,
            PodCondition disruption,
            List<ContainerStatus> init,
            List<ContainerStatus> containers) {}

    /** Returns false when the pod is not there any more. */
    boolean write(Observed observed) throws InterruptedException {
        boolean gone = nodeIsGone.getCount() == 0;
        while (!gone) {
            try {
                Pod current = resource().get();
                if (current == null
                        || !current.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
                    return false;
                }
                PodStatus status = merge(current.getStatus(), observed);
                if (!Objects.equals(status, written)) {
                    client.resource(new PodBuilder(current).withStatus(status).build())
                            .updateStatus();
                    written = status;
                }
                return true;
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return false;
                }
            }
            gone = nodeIsGone.await(BETWEEN_TRIES, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    /** Removes a pod that was asked to end and did. */
    void remove() throws InterruptedException {
        boolean gone = nodeIsGone.getCount() == 0;
        while (!gone) {
            try {
                Pod current = resource().get();
                if (current != null
                        && current.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
                    resource().withGracePeriod(0).delete();
                }
                return;
            } catch (KubernetesClientException e) {
                gone = nodeIsGone.await(BETWEEN_TRIES, TimeUnit.MILLISECONDS);
            }
        }
    }

    private PodResource resource() {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName());
    }

    private PodStatus merge(PodStatus before, Observed observed) {
        Map<String, PodCondition> conditions = new TreeMap<>();
        before.getConditions().forEach(condition -> conditions.put(condition.getType(), condition));
        observed.conditions()
                .forEach((type, holds) -> conditions.merge(
                        type,
                        condition(type, holds),
                        (old, now) -> old.getStatus().equals(now.getStatus()) ? old : now));
        if (observed.disruption() != null) {
            conditions.putIfAbsent(observed.disruption().getType(), observed.disruption());
        }
        return new PodBuilder(pod)
                .withStatus(before)
                .editStatus()
                .withPhase(observed.phase())
                .withReason(observed.reason())
                .withMessage(observed.message())
                .withStartTime(before.getStartTime() == null ? started : before.getStartTime())
                .withHostIP("127.0.0.1")
                .withPodIP(ip)
                .withPodIPs(new PodIP(ip))
                .withConditions(new ArrayList<>(conditions.values()))
                .withInitContainerStatuses(observed.init())
                .withContainerStatuses(observed.containers())
                .endStatus()
                .build()
                .getStatus();
    }

    private static PodCondition condition(String type, boolean holds) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(holds ? "True" : "False")
                .withLastTransitionTime(ContainerRun.seconds(Instant.now()))
                .build();
    }
}
