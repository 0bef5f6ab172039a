package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Job that runs a workload: one pod with the author's container beside a small one that carries files, both on one
 * volume.
 *
 * @param name of the Job
 * @param profile of the cluster
 */
public record JobManifest(String name, Workload workload, ComputeProfile profile) {
    /** Seconds that a pod waits for its files, or for somebody to fetch them. */
    private static final int A_MINUTE = 60;

    private static final int AN_HOUR = 3600;

    /** Variable that names the pod's directory in a claim. */
    private static final String OWN_NAME = "MLSTEPS_POD";

    /**
     * @throws io.jenkins.plugins.mlsteps.spec.SpecException when the workload asks for what the profile does not allow or
     *     cannot give
     */
    public Job build() {
        Request request = Request.of(workload.resources(), profile);
        PodTemplateSpec pod = pod(request)
                .editSpec()
                .withInitContainers(receivesFiles() ? List.of(receive()) : List.of())
                .addToContainers(results())
                .withVolumes(volume())
                .endSpec()
                .build();
        return job(request, pod);
    }

    /**
     * The Job of a workload that brings its files along and leaves none: its pod has the author's container alone, for somebody else
     * to start and to read.
     *
     * @throws io.jenkins.plugins.mlsteps.spec.SpecException as {@link #build}
     */
    public Job ofCommandAlone() {
        Request request = Request.of(workload.resources(), profile);
        PodTemplateSpec pod = pod(request)
                .editSpec()
                .editFirstContainer()
                .withCommand("sh", "-c")
                .withArgs(workload.command())
                .withEnv(environment(workload.environment()))
                .withVolumeMounts()
                .endContainer()
                .endSpec()
                .build();
        return job(request, pod);
    }

    private Job job(Request request, PodTemplateSpec plain) {
        PodTemplateSpec pod = PodOverrides.merge(workload.resources().podOverrides(), plain);
        request.requireAllowed(pod.getSpec());
        // @formatter:off
        return new JobBuilder()
            .withNewMetadata()
                .withName(name)
                .withLabels(labels())
                .addToLabels(queue())
                .withAnnotations(Labels.annotations(workload.labels()))
            .endMetadata()
            .withNewSpec()
                .withParallelism(1)
                .withCompletions(1)
                .withBackoffLimit(0)
                .withSuspend(profile.queue() == null ? null : true)
                .withActiveDeadlineSeconds(workload.timeoutSeconds() == 0 ? null : workload.timeoutSeconds())
                .withTtlSecondsAfterFinished(profile.retention().jobHours() * AN_HOUR)
                .withNewPodFailurePolicy()
                    .addNewRule()
                        .withAction("Ignore")
                        .addNewOnPodCondition("True", "DisruptionTarget")
                    .endRule()
                .endPodFailurePolicy()
                .withTemplate(pod)
            .endSpec()
            .build();
        // @formatter:on
    }

    private PodTemplateSpecBuilder pod(Request request) {
        // @formatter:off
        return new PodTemplateSpecBuilder()
            .withNewMetadata()
                .withLabels(labels())
                .withAnnotations(Labels.annotations(workload.labels()))
            .endMetadata()
            .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName(profile.serviceAccount())
                .withAutomountServiceAccountToken(profile.serviceAccountToken())
                .withEnableServiceLinks(false)
                .withPriorityClassName(profile.priorityClass())
                .withTerminationGracePeriodSeconds((long) profile.patience().stopSeconds())
                .withSecurityContext(PodSecurity.ofPod(profile))
                .withNodeSelector(request.nodeSelector())
                .withTolerations(request.tolerations())
                .withContainers(train(request))
            .endSpec();
        // @formatter:on
    }

    /** Runs the author's command. */
    private Container train(Request request) {
        return container(PodLayout.TRAIN, request.image(), Script.read(JobManifest.class, "train"), workload.command())
                .addAllToEnv(environment(inHome()))
                .withResources(request.resources())
                .build();
    }

    /** Holds the training back until its files are there. */
    private Container receive() {
        return container(
                        PodLayout.RECEIVE,
                        profile.helperImage(),
                        Script.read(JobManifest.class, "receive"),
                        Integer.toString(profile.retention().resultsMinutes() * A_MINUTE))
                .withResources(small())
                .build();
    }

    /** Keeps what the training left until it was fetched. */
    private Container results() {
        return container(
                        PodLayout.RESULTS,
                        profile.helperImage(),
                        Script.read(JobManifest.class, "results"),
                        Integer.toString(profile.retention().resultsMinutes() * A_MINUTE))
                .addAllToArgs(isClaimed() ? List.of(PodLayout.CLAIM) : List.of())
                .addAllToVolumeMounts(isClaimed() ? List.of(wholeClaim()) : List.of())
                .withResources(small())
                .build();
    }

    private ContainerBuilder container(String container, String image, String script, String argument) {
        // @formatter:off
        return new ContainerBuilder()
            .withName(container)
            .withImage(image)
            .withCommand("sh", "-c", script, container)
            .withArgs(PodLayout.ROOT, argument)
            .withEnv(ownName())
            .withSecurityContext(PodSecurity.ofContainer())
            .addNewVolumeMount()
                .withName(PodLayout.VOLUME)
                .withMountPath(PodLayout.ROOT)
                .withSubPathExpr(isClaimed() ? "$(" + OWN_NAME + ")" : null)
            .endVolumeMount();
        // @formatter:on
    }

    /** Only from the directory above it can a pod's own be removed. */
    private static VolumeMount wholeClaim() {
        return new VolumeMountBuilder()
                .withName(PodLayout.VOLUME)
                .withMountPath(PodLayout.CLAIM)
                .build();
    }

    /** In a claim each pod has a directory, for the next one must not take what it finds for its own. */
    private List<EnvVar> ownName() {
        // @formatter:off
        EnvVar name = new EnvVarBuilder()
            .withName(OWN_NAME)
            .withNewValueFrom().withNewFieldRef("v1", "metadata.name").endValueFrom()
            .build();
        // @formatter:on
        return isClaimed() ? List.of(name) : List.of();
    }

    private boolean isClaimed() {
        return profile.volume().claim() != null;
    }

    private Volume volume() {
        VolumeBuilder volume = new VolumeBuilder().withName(PodLayout.VOLUME);
        if (isClaimed()) {
            return volume.withNewPersistentVolumeClaim(profile.volume().claim(), false)
                    .build();
        }
        String size = profile.volume().size();
        return volume.withNewEmptyDir()
                .withSizeLimit(size == null ? null : new Quantity(size))
                .endEmptyDir()
                .build();
    }

    private Map<String, String> inHome() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("HOME", PodLayout.HOME);
        variables.putAll(workload.environment());
        return variables;
    }

    private static List<EnvVar> environment(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> new EnvVarBuilder()
                        .withName(variable.getKey())
                        // Kubernetes expands $(NAME) in values; the author's shell shall see them as they are.
                        .withValue(variable.getValue().replace("$(", "$$("))
                        .build())
                .toList();
    }

    private boolean receivesFiles() {
        return !workload.upload().isEmpty() || workload.checkpoint() != null;
    }

    private Map<String, String> labels() {
        return Labels.of(name, workload.labels());
    }

    private Map<String, String> queue() {
        return profile.queue() == null ? Map.of() : Map.of(Labels.QUEUE, profile.queue());
    }

    private static ResourceRequirements small() {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity("50m"))
                .addToRequests("memory", new Quantity("64Mi"))
                .addToLimits("cpu", new Quantity("1"))
                .addToLimits("memory", new Quantity("256Mi"))
                .build();
    }
}
