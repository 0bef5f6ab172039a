package io.jenkins.plugins.mlsteps.workload.kubernetes.cause;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.ExitCode;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.ContainerSighting;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.PodSighting;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Turns what the cluster says of a pod into one sentence for the author. */
public final class Cause {
    private static final String NO_NAME = "InvalidImageName";
    private static final Set<String> OF_THE_IMAGE =
            Set.of("ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "RegistryUnavailable");
    private static final Set<String> OF_THE_CONTAINER =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    private Cause() {}

    /** Why a container cannot start; empty when nothing is known to be wrong. */
    public static Optional<String> trouble(PodSighting pod) {
        return waiting(pod).map(Cause::trouble).flatMap(Optional::stream).findFirst();
    }

    /** Whether no time mends it: what Kubernetes does not take for a name of an image is none tomorrow. */
    public static boolean isForEver(PodSighting pod) {
        return waiting(pod).anyMatch(container -> container.waiting().reason().equals(NO_NAME));
    }

    /** Containers that wait for something. */
    private static Stream<ContainerSighting> waiting(PodSighting pod) {
        return Stream.of(pod.receive(), pod.train(), pod.results())
                .filter(container -> container != null && container.waiting() != null && container.waiting().reason() != null);
    }

    private static Optional<String> trouble(ContainerSighting container) {
        String reason = container.waiting().reason();
        String said = container.waiting().message() == null ? reason : reason + ": " + container.waiting().message();
        if (reason.equals(NO_NAME)) {
            return Optional.of("'" + container.image() + "' is no name of an image (" + said + ")");
        }
        if (OF_THE_IMAGE.contains(reason)) {
            return Optional.of("image '" + container.image() + "' cannot be pulled (" + said
                    + "): check its name and tag, and that the service account has a pull secret for its registry");
        }
        if (OF_THE_CONTAINER.contains(reason)) {
            String advice = said.contains("runAsNonRoot") || said.contains("run as root")
                    ? ": the image runs as root; give it a user, or let an administrator set runAsUser in the compute profile"
                    : ": check podOverrides, secrets and volumes that it names";
            return Optional.of("the container cannot be made (" + said + ")" + advice);
        }
        return Optional.empty();
    }

    /**
     * Why no node takes a pod.
     *
     * @param said the scheduler's own words
     * @param gpuType that was asked for; null for any
     * @param products that the nodes have, as far as is known
     */
    public static String unschedulable(String said, ComputeProfile.Gpu gpu, String gpuType, List<String> products) {
        if (gpuType != null && !products.contains(gpuType) && said.contains("node affinity/selector")) {
            return "no node offers " + gpu.resource() + " with product '" + gpuType + "': " + said
                    + (products.isEmpty()
                            ? "; check the label " + gpu.productLabel() + " of the nodes"
                            : "; values of " + gpu.productLabel() + " present are " + String.join(", ", products)
                                    + NearestName.hint(gpuType, products));
        }
        if (said.contains("Insufficient " + gpu.resource())) {
            return "no node has enough " + gpu.resource() + " free: " + said + "; wait, ask for fewer, or let the cluster grow";
        }
        return "no node takes the pod: " + said;
    }

    /** Why the command failed. */
    public static String exit(PodSighting pod) {
        ContainerSighting.Exit exit = pod.train().exit();
        if ("OOMKilled".equals(exit.reason())) {
            return "the command was killed for want of memory (OOMKilled, exit code " + exit.code()
                    + "): ask for more with 'memory', or let it use less";
        }
        if ("ContainerCannotRun".equals(exit.reason()) || "StartError".equals(exit.reason())) {
            return "the container could not start (" + exit.message()
                    + "): the image needs a shell 'sh', and 'tee', 'mkfifo' and 'sleep'";
        }
        return ExitCode.describe(exit.code());
    }

    /** Why the cluster takes a pod away. */
    public static String disruption(PodSighting pod) {
        String reason = pod.disruption() == null ? pod.reason() : pod.disruption().reason();
        String node = pod.node() == null ? "" : " from node " + pod.node();
        String why = switch (reason == null ? "" : reason) {
            case "PreemptionByScheduler" -> "a pod of higher priority takes its place";
            case "DeletionByTaintManager" -> "the node does not take it any more (a taint)";
            case "EvictionByEvictionAPI" -> "it was evicted, as when a node is drained or a spot node reclaimed";
            case "DeletionByPodGC" -> "its node is gone";
            case "TerminationByKubelet" -> "the node shuts down or is short of resources";
            case "Evicted" -> "the node is short of resources: " + pod.message();
            default -> reason == null ? "somebody deleted it" : reason;
        };
        return "the pod was taken" + node + ": " + why;
    }
}
