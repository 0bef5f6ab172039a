package io.jenkins.plugins.mlsteps.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

@Tag("cluster")
class RealClusterTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static RealCluster cluster;
    private static KubernetesClient client;

    @BeforeAll
    static void start() throws Exception {
        cluster = RealCluster.shared();
        client = cluster.client();
    }

    @Test
    void aJobRunsItsCommandAndItsLogCanBeRead() throws Exception {
        String namespace = cluster.namespace("job");
        client.resource(job("hello", "echo hello from $HOSTNAME; echo problem >&2")).inNamespace(namespace).create();
        Deadline.await(SOON, () -> completed(namespace, "hello"), () -> describe(namespace));
        Pod pod = client.pods().inNamespace(namespace).list().getItems().get(0);
        String log = client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .getLog();
        assertThat(log.lines())
                .containsExactlyInAnyOrder("hello from " + pod.getMetadata().getName(), "problem");
    }

    @Test
    void aJobWhoseCommandFailsFails() throws Exception {
        String namespace = cluster.namespace("failing");
        client.resource(job("broken", "exit 3")).inNamespace(namespace).create();
        Deadline.await(
                SOON,
                () -> client.batch().v1().jobs().inNamespace(namespace).withName("broken").get().getStatus()
                        .getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Failed")),
                () -> describe(namespace));
        Pod pod = client.pods().inNamespace(namespace).list().getItems().get(0);
        assertThat(pod.getStatus().getContainerStatuses().get(0).getState().getTerminated().getExitCode())
                .isEqualTo(3);
    }

    @Test
    void theContainersOfAPodShareItsVolumesAndNothingElse() throws Exception {
        String namespace = cluster.namespace("volumes");
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("shared")
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewInitContainer()
                .withName("before")
                .withImage("any")
                .withCommand("sh", "-c", "echo given > /data/file; echo own > /etc/own")
                .addNewVolumeMount()
                .withName("data")
                .withMountPath("/data")
                .endVolumeMount()
                .endInitContainer()
                .addNewInitContainer()
                .withName("beside")
                .withImage("any")
                .withRestartPolicy("Always")
                .withCommand("sleep", "600")
                .endInitContainer()
                .addNewContainer()
                .withName("main")
                .withImage("any")
                .withWorkingDir("/elsewhere/data")
                .withCommand("sh", "-c", "cat file; test ! -e /etc/own && echo alone")
                .addNewVolumeMount()
                .withName("data")
                .withMountPath("/elsewhere/data")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("data")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .endSpec()
                .build();
        client.resource(pod).inNamespace(namespace).create();
        Deadline.await(SOON, () -> phase(namespace, "shared").equals("Succeeded"), () -> describe(namespace));
        assertThat(client.pods().inNamespace(namespace).withName("shared").inContainer("main").getLog())
                .isEqualTo("given\nalone\n");
    }

    @Test
    void aCommandRunsInARunningContainerAndStreams() throws Exception {
        String namespace = cluster.namespace("exec");
        client.resource(sleeping("sleeper")).inNamespace(namespace).create();
        Deadline.await(SOON, () -> phase(namespace, "sleeper").equals("Running"), () -> describe(namespace));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExecWatch exec = client.pods()
                .inNamespace(namespace)
                .withName("sleeper")
                .redirectingInput()
                .writingOutput(out)
                .exec("sh", "-c", "head -c 5; echo; exit 4")) {
            exec.getInput().write("12345".getBytes());
            exec.getInput().flush();
            assertThat(exec.exitCode().get(60, TimeUnit.SECONDS)).isEqualTo(4);
        }
        assertThat(out).hasToString("12345\n");
    }

    @Test
    void kubectlSpeaksToTheNodeAsToAnyOther() throws Exception {
        Path kubectl = cluster.kubectl().orElseThrow(() -> new TestAbortedException("skipped, there is no kubectl beside the servers"));
        String namespace = cluster.namespace("kubectl");
        client.resource(sleeping("sleeper")).inNamespace(namespace).create();
        Deadline.await(SOON, () -> phase(namespace, "sleeper").equals("Running"), () -> describe(namespace));

        Process process = new ProcessBuilder(
                        kubectl.toString(), "--kubeconfig", cluster.kubeconfig().toString(), "--namespace", namespace,
                        "exec", "-i", "sleeper", "--", "sh", "-c", "tr a-z A-Z; exit 3")
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write("to its end\n".getBytes());
        }
        assertThat(new String(process.getInputStream().readAllBytes())).startsWith("TO ITS END\n");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    @Test
    void anEvictedPodSaysSo() throws Exception {
        String namespace = cluster.namespace("eviction");
        client.resource(sleeping("victim")).inNamespace(namespace).create();
        Deadline.await(SOON, () -> phase(namespace, "victim").equals("Running"), () -> describe(namespace));
        cluster.kubelet().evict(namespace, "victim");
        Deadline.await(SOON, () -> phase(namespace, "victim").equals("Failed"), () -> describe(namespace));
        Pod pod = client.pods().inNamespace(namespace).withName("victim").get();
        assertThat(pod.getStatus().getReason()).isEqualTo("Evicted");
        assertThat(pod.getStatus().getConditions())
                .anyMatch(condition -> condition.getType().equals("DisruptionTarget")
                        && condition.getReason().equals("TerminationByKubelet"));
    }

    @Test
    void aDeletedPodIsEndedAndGoes() throws Exception {
        String namespace = cluster.namespace("deletion");
        client.resource(sleeping("doomed")).inNamespace(namespace).create();
        Deadline.await(SOON, () -> phase(namespace, "doomed").equals("Running"), () -> describe(namespace));
        client.pods().inNamespace(namespace).withName("doomed").withGracePeriod(1000).delete();
        Deadline.await(
                SOON,
                () -> client.pods().inNamespace(namespace).withName("doomed").get() == null,
                () -> describe(namespace));
    }

    static Job job(String name, String script) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("main")
                .withImage("any")
                .withCommand("sh", "-c", script)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Pod sleeping(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("main")
                .withImage("any")
                .withCommand("sleep", "600")
                .endContainer()
                .endSpec()
                .build();
    }

    private static boolean completed(String namespace, String job) {
        return client.batch().v1().jobs().inNamespace(namespace).withName(job).get().getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Complete"));
    }

    private static String phase(String namespace, String pod) {
        return client.pods().inNamespace(namespace).withName(pod).get().getStatus().getPhase();
    }

    private static String describe(String namespace) {
        return client.pods().inNamespace(namespace).list().getItems().toString();
    }
}
