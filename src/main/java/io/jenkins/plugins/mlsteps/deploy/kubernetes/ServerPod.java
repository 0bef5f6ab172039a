package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Tolerations;
import java.io.IOException;
import java.util.List;

/**
 * The pod in which an image of the administrator's serves a model. The image gets the model's files in {@value
 * Storage#MODEL_DIRECTORY} and answers {@code /v2/health/ready} and {@code /v2/health/live} of the Open Inference Protocol.
 *
 * @param model how its files travel when they travel along
 */
public record ServerPod(TargetConfig target, ComputeProfile profile, EnclosedModel model) {
    private static final int STANDARD_PORT = 8080;
    private static final String VOLUME = "model";

    /** How long a server may load its model before it counts as hung; the step's own patience is shorter as a rule. */
    private static final int LOADING_SECONDS = 1800;

    private static final int PERIOD_SECONDS = 2;

    public int port() {
        return target.port() == 0 ? STANDARD_PORT : target.port();
    }

    /** A pod that serves the release. */
    public PodSpec spec(Release release) throws IOException {
        // @formatter:off
        return new PodSpecBuilder()
            .withServiceAccountName(profile.serviceAccount())
            .withEnableServiceLinks(false)
            .withTolerations(tolerations())
            .withContainers(container("server", release))
            .withVolumes(volume(release))
            .build();
        // @formatter:on
    }

    /** The server with readiness probe, and nothing that a pod of Knative may not have. */
    public Container container(String name, Release release) throws IOException {
        requireAllowed(target.image());
        // @formatter:off
        return new ContainerBuilder()
            .withName(name)
            .withImage(target.image())
            .withCommand(target.command())
            .addNewEnv().withName("ML_NAME").withValue(release.endpoint()).endEnv()
            .addNewEnv().withName("ML_REVISION").withValue(release.revision()).endEnv()
            .addNewEnv().withName("ML_DIGEST").withValue(release.digest()).endEnv()
            .addNewEnv().withName("ML_MODEL_DIR").withValue(Storage.MODEL_DIRECTORY).endEnv()
            .addNewEnv().withName("ML_PORT").withValue(Integer.toString(port())).endEnv()
            .addNewPort().withContainerPort(port()).endPort()
            .withResources(resources())
            .withReadinessProbe(probe("/v2/health/ready", 3))
            .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(profile.runAsUser() < 0 ? null : profile.runAsUser())
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities().addToDrop("ALL").endCapabilities()
                .withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile()
            .endSecurityContext()
            .addNewVolumeMount()
                .withName(VOLUME)
                .withMountPath(Storage.MODEL_DIRECTORY)
                .withReadOnly(true)
                .withSubPath(subPath(release))
            .endVolumeMount()
            .build();
        // @formatter:on
    }

    /** A probe that gives the server time to load, and one that restarts it when it hangs later. */
    Container withLivenessProbes(Container container) {
        return new ContainerBuilder(container)
                .withStartupProbe(probe("/v2/health/live", LOADING_SECONDS / PERIOD_SECONDS))
                .withLivenessProbe(probe("/v2/health/live", 15))
                .build();
    }

    private Probe probe(String path, int failures) {
        // @formatter:off
        return new ProbeBuilder()
            .withNewHttpGet().withPath(path).withNewPort(port()).endHttpGet()
            .withPeriodSeconds(PERIOD_SECONDS)
            .withTimeoutSeconds(PERIOD_SECONDS)
            .withFailureThreshold(failures)
            .build();
        // @formatter:on
    }

    /** What the server needs, asked for and at most. */
    public ResourceRequirements resources() {
        ResourceRequirementsBuilder resources = new ResourceRequirementsBuilder();
        if (target.cpu() != null) {
            resources.addToRequests("cpu", new Quantity(target.cpu()));
        }
        if (target.memory() != null) {
            resources.addToRequests("memory", new Quantity(target.memory()));
            resources.addToLimits("memory", new Quantity(target.memory()));
        }
        if (target.gpu() > 0) {
            resources.addToLimits(profile.gpu().resource(), new Quantity(Integer.toString(target.gpu())));
        }
        return resources.build();
    }

    /** Taints of GPU nodes, where the server asks for a GPU. */
    public List<Toleration> tolerations() {
        return target.gpu() > 0 ? Tolerations.of(profile.gpu().tolerations()) : List.of();
    }

    /** The volume that the container mounts. */
    public Volume volume(Release release) throws IOException {
        VolumeBuilder volume = new VolumeBuilder().withName(VOLUME);
        Storage storage = Storage.of(target.storage(), release);
        if (storage instanceof Storage.Claim claim) {
            return volume.withNewPersistentVolumeClaim(claim.claim(), true).build();
        }
        if (storage instanceof Storage.Remote remote) {
            throw new SpecException("target: '" + remote.uri() + "' is fetched by KServe alone; a server of its own image takes the"
                    + " model from pvc://CLAIM/PATH, or without 'storage' from the deployment itself");
        }
        return volume.withNewConfigMap()
                .withName(EnclosedModel.name(release))
                .withItems(model.items(release))
                .endConfigMap()
                .build();
    }

    private String subPath(Release release) {
        return Storage.of(target.storage(), release) instanceof Storage.Claim claim ? claim.path() : null;
    }

    private void requireAllowed(String image) {
        List<String> allowed = profile.limits().images();
        if (!allowed.isEmpty() && allowed.stream().noneMatch(image::startsWith)) {
            throw new SpecException("target: image '" + image + "' is not allowed by compute profile '" + target.compute()
                    + "', which allows images that begin with: " + String.join(", ", allowed));
        }
    }
}
