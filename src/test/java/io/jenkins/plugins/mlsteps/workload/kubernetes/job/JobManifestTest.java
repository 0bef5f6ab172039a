package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jenkins.plugins.mlsteps.spec.Resources;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.Gpu;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.Limits;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.Spot;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.Volume;
import io.jenkins.plugins.mlsteps.workload.kubernetes.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobManifestTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = schema();

    private final ComputeProfile plain = ComputeProfile.of(ComputeProfile.Type.kubernetes);
    private final ComputeProfile full = new ComputeProfile(
            ComputeProfile.Type.kubernetes,
            null,
            "prod",
            null,
            "training",
            "trainer",
            null,
            null,
            new Gpu(null, null, List.of("nvidia.com/gpu:NoSchedule", "team=ml:NoExecute")),
            new Spot(Map.of("karpenter.sh/capacity-type", "spot"), List.of("spot")),
            "ml",
            "low",
            null,
            new Volume(null, "50Gi"),
            null,
            new Limits(8, List.of("registry.example.com/ml/")),
            null,
            null, null);

    @Test
    void aJobWithNothingSpecialIsValid() throws Exception {
        requireValid(manifest(Workloads.of("python train.py"), plain));
    }

    @Test
    void aJobWithEverythingIsValid() throws Exception {
        Workloads everything = Workloads.of("python train.py")
                .environment(Map.of("ML_NAME", "churn"))
                .timeout(7200)
                .upload("src/**")
                .checkpoint("ckpt")
                .resources(new Resources(
                        "gpu-cluster",
                        "registry.example.com/ml/churn:1.4",
                        2,
                        "NVIDIA-A100-SXM4-80GB",
                        "4",
                        "16Gi",
                        true,
                        "spec: { hostname: trainer }"));
        requireValid(manifest(everything, full));
    }

    @Test
    void theSchemaRefusesAKeyThatNoJobHas() throws Exception {
        JsonNode job = JSON.valueToTree(manifest(Workloads.of("true"), plain));
        ((com.fasterxml.jackson.databind.node.ObjectNode) job.get("spec")).put("backofLimit", 3);
        assertThat(SCHEMA.validate(job)).isNotEmpty();
    }

    @Test
    void thePodMayBeAdmittedWhereOnlyRestrictedPodsAre() throws Exception {
        PodSpec pod = pod(Workloads.of("true").upload("src"), plain);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getInitContainers()).hasSize(1).allSatisfy(JobManifestTest::requireRestricted);
        assertThat(pod.getContainers()).hasSize(2).allSatisfy(JobManifestTest::requireRestricted);
    }

    @Test
    void gpusAreLimitsWithTheProductAsSelectorAndTheTaintsTolerated() {
        PodSpec pod = pod(
                Workloads.of("true")
                        .resources(new Resources(
                                "gpu-cluster", "registry.example.com/ml/x", 2, "NVIDIA-A100-SXM4-80GB", null, null, true, null)),
                full);
        assertThat(train(pod).getResources().getLimits()).containsOnlyKeys("nvidia.com/gpu");
        assertThat(train(pod).getResources().getLimits().get("nvidia.com/gpu")).hasToString("2");
        assertThat(pod.getNodeSelector())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "nvidia.com/gpu.product", "NVIDIA-A100-SXM4-80GB", "karpenter.sh/capacity-type", "spot"));
        assertThat(pod.getTolerations())
                .containsExactly(
                        new Toleration("NoSchedule", "nvidia.com/gpu", "Exists", null, null),
                        new Toleration("NoExecute", "team", "Equal", null, "ml"),
                        new Toleration(null, "spot", "Exists", null, null));
    }

    @Test
    void aPreemptionCostsNoRetryAndTheServerEndsWhatTakesTooLong() {
        Job job = manifest(Workloads.of("true").timeout(60), plain);
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(60);
        assertThat(job.getSpec().getPodFailurePolicy().getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getAction()).isEqualTo("Ignore");
            assertThat(rule.getOnPodConditions()).singleElement().satisfies(condition -> assertThat(condition.getType())
                    .isEqualTo("DisruptionTarget"));
        });
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(24 * 3600);
    }

    @Test
    void aQueuedJobStartsSuspended() {
        Job job = manifest(Workloads.of("true"), full);
        assertThat(job.getSpec().getSuspend()).isTrue();
        assertThat(job.getMetadata().getLabels()).containsEntry("kueue.x-k8s.io/queue-name", "ml");
    }

    @Test
    void theJobAndItsPodSayWhoseTheyAre() {
        Job job = manifest(Workloads.of("true"), plain);
        assertThat(job.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "mlsteps")
                .containsEntry("mlsteps.jenkins.io/job", "folder-churn-training")
                .containsEntry("mlsteps.jenkins.io/build", "7")
                .containsEntry("mlsteps.jenkins.io/step", "churn")
                .containsEntry("mlsteps.jenkins.io/workload", "churn-7-x");
        assertThat(job.getMetadata().getAnnotations()).containsEntry("mlsteps.jenkins.io/job", "folder/churn training");
        assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(job.getMetadata().getLabels());
    }

    @Test
    void aValueReachesTheCommandAsItIs() {
        PodSpec pod = pod(Workloads.of("true").environment(Map.of("FORMULA", "$(HOME) costs $5")), plain);
        assertThat(train(pod).getEnv()).contains(new EnvVar("FORMULA", "$$(HOME) costs $5", null));
    }

    @Test
    void aClaimOfTheProfileHoldsADirectoryForEachPod() throws Exception {
        ComputeProfile claimed = new ComputeProfile(
                ComputeProfile.Type.kubernetes, null, null, null, null, null, null, null, null, null, null, null, null,
                new Volume("shared", null), null, null, null, null, null);
        Job job = manifest(Workloads.of("true"), claimed);
        requireValid(job);
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        assertThat(pod.getVolumes().get(0).getPersistentVolumeClaim().getClaimName()).isEqualTo("shared");
        assertThat(pod.getContainers()).allSatisfy(container -> {
            assertThat(container.getVolumeMounts().get(0).getSubPathExpr()).isEqualTo("$(MLSTEPS_POD)");
            assertThat(container.getEnv().get(0).getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name");
        });
        assertThat(train(pod).getVolumeMounts()).as("what the command sees of the claim").hasSize(1);
    }

    @Test
    void overridesAreLaidOverThePod() throws Exception {
        Job job = manifest(
                Workloads.of("true")
                        .overrides(
                                """
                                spec:
                                  hostname: trainer
                                  containers:
                                  - name: train
                                    env: [{ name: NCCL_DEBUG, value: INFO }]
                                    volumeMounts: [{ name: shm, mountPath: /dev/shm }]
                                  volumes:
                                  - name: shm
                                    emptyDir: { medium: Memory, sizeLimit: 1Gi }
                                """),
                plain);
        requireValid(job);
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        assertThat(pod.getHostname()).isEqualTo("trainer");
        assertThat(pod.getContainers()).hasSize(2);
        assertThat(train(pod).getCommand()).isNotEmpty();
        assertThat(train(pod).getEnv()).extracting(EnvVar::getName).contains("HOME", "NCCL_DEBUG");
        assertThat(train(pod).getVolumeMounts()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spec: { hostnam: x }                                                       | podOverrides.spec has no key 'hostnam'; did you mean 'hostname'?
            spec: { containers: [{ name: train, envs: [] }] }                          | podOverrides.spec.containers[0] has no key 'envs'; did you mean 'env'?
            spec: { hostNetwork: true }                                                | does not allow a pod in its node's network
            spec: { volumes: [{ name: x, hostPath: { path: / } }] }                    | does not allow a pod to mount directories of its node
            spec: { containers: [{ name: train, securityContext: { privileged: true } }] } | does not allow privileged containers
            spec: { serviceAccountName: admin }                                        | does not let a step choose its service account
            spec: { automountServiceAccountToken: true }                               | does not give pods a service account token
            just words                                                                 | is not a map
            """)
    void overridesThatNoPodHasOrTheProfileForbidsAreRefused(String overrides, String complaint) {
        assertThatThrownBy(() -> manifest(Workloads.of("true").overrides(overrides), plain))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void moreThanTheProfileAllowsIsRefused() {
        assertRefused(
                new Resources("gpu-cluster", "registry.example.com/ml/x", 9, null, null, null, false, null),
                "compute profile 'gpu-cluster' allows 8 GPU(s) for each workload, asked for are 9");
        assertRefused(
                new Resources("gpu-cluster", "docker.io/evil", 0, null, null, null, false, null),
                "does not allow image 'docker.io/evil'; allowed are images that start with registry.example.com/ml/");
        assertRefused(
                new Resources("gpu-cluster", "registry.example.com/ml/x", 0, null, null, null, false,
                        "spec: { containers: [{ name: train, image: docker.io/evil }] }"),
                "does not allow image 'docker.io/evil'");
        assertRefused(
                new Resources("gpu-cluster", "registry.example.com/ml/x", 1, null, null, null, false,
                        "spec: { containers: [{ name: train, resources: { limits: { nvidia.com/gpu: 16 } } }] }"),
                "allows 8 GPU(s)");
        assertRefused(new Resources("gpu-cluster", null, 0, null, null, null, false, null), "needs an image");
        assertRefused(
                new Resources("gpu-cluster", "registry.example.com/ml/x", 0, "A100", null, null, false, null), "but no gpu");
        assertRefused(
                new Resources("gpu-cluster", "registry.example.com/ml/x", 0, null, "many", null, false, null),
                "parameter 'cpu' is 'many', expected is a Kubernetes quantity");
    }

    @Test
    void spotNeedsAProfileThatKnowsSpotNodes() {
        assertThatThrownBy(() -> manifest(
                        Workloads.of("true").resources(new Resources("c", "x", 0, null, null, null, true, null)), plain))
                .hasMessageContaining("does not say which nodes are spot nodes");
    }

    @Test
    void namesFitIntoADnsLabelAndDifferForDifferentWorkloads() {
        String one = JobName.of("A very long name of a step that goes on and on for ever and ever", "1234", "id-1");
        String other = JobName.of("A very long name of a step that goes on and on for ever and ever", "1234", "id-2");
        assertThat(one).matches("[a-z]([a-z0-9-]{0,55}[a-z0-9])?").isNotEqualTo(other);
        assertThat(JobName.of("7", "1", "id")).matches("[a-z][a-z0-9-]*");
        assertThat(JobName.of("Ünïcode/step", "1", "id")).matches("[a-z][a-z0-9-]*");
    }

    private void assertRefused(Resources asked, String complaint) {
        assertThatThrownBy(() -> manifest(Workloads.of("true").resources(asked), full))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(complaint);
    }

    private static Job manifest(Workloads workload, ComputeProfile profile) {
        return new JobManifest("churn-7-x", workload.build(), profile).build();
    }

    private static PodSpec pod(Workloads workload, ComputeProfile profile) {
        return manifest(workload, profile).getSpec().getTemplate().getSpec();
    }

    private static Container train(PodSpec pod) {
        return pod.getContainers().stream()
                .filter(container -> container.getName().equals("train"))
                .findFirst()
                .orElseThrow();
    }

    private static void requireRestricted(Container container) {
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    private static void requireValid(Job job) {
        assertThat(SCHEMA.validate(JSON.valueToTree(job))).isEmpty();
    }

    private static JsonSchema schema() {
        try (InputStream schema = JobManifestTest.class.getResourceAsStream("/kubernetes/job.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
