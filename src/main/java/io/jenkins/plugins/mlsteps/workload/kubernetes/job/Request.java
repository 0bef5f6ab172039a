package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.jenkins.plugins.mlsteps.spec.Resources;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a step asks a profile for, held against what the profile allows. */
record Request(Resources asked, ComputeProfile profile) {

    static Request of(Resources asked, ComputeProfile profile) {
        Request request = new Request(asked, profile);
        if (request.image() == null) {
            throw request.refused("needs an image: give the step 'image', or the profile defaults.image");
        }
        if (asked.gpuType() != null && asked.gpu() == 0) {
            throw request.refused("names gpuType '" + asked.gpuType() + "' but no gpu: give gpu: 1 or more");
        }
        if (asked.spot() && profile.spot().selector().isEmpty()) {
            throw request.refused("does not say which nodes are spot nodes, but the step has spot: true; an administrator defines"
                    + " spot.selector");
        }
        request.requireQuantity("cpu", request.cpu());
        request.requireQuantity("memory", request.memory());
        return request;
    }

    String image() {
        return asked.image() != null ? asked.image() : profile.defaults().image();
    }

    /** GPUs as limits, from which Kubernetes makes the requests. */
    ResourceRequirements resources() {
        ResourceRequirementsBuilder resources = new ResourceRequirementsBuilder();
        if (cpu() != null) {
            resources.addToRequests("cpu", new Quantity(cpu())).addToLimits("cpu", new Quantity(cpu()));
        }
        if (memory() != null) {
            resources.addToRequests("memory", new Quantity(memory())).addToLimits("memory", new Quantity(memory()));
        }
        if (asked.gpu() > 0) {
            resources.addToLimits(profile.gpu().resource(), new Quantity(Integer.toString(asked.gpu())));
        }
        return resources.build();
    }

    /** Labels of the nodes that fit. */
    Map<String, String> nodeSelector() {
        Map<String, String> selector = new LinkedHashMap<>();
        if (asked.gpuType() != null) {
            selector.put(profile.gpu().productLabel(), asked.gpuType());
        }
        if (asked.spot()) {
            selector.putAll(profile.spot().selector());
        }
        return selector;
    }

    List<Toleration> tolerations() {
        List<Toleration> tolerations = new ArrayList<>();
        if (asked.gpu() > 0) {
            tolerations.addAll(Tolerations.of(profile.gpu().tolerations()));
        }
        if (asked.spot()) {
            tolerations.addAll(Tolerations.of(profile.spot().tolerations()));
        }
        return tolerations;
    }

    /**
     * Holds the whole pod, with what the author laid over it, to the profile.
     *
     * @throws SpecException naming the first thing that the profile does not allow
     */
    void requireAllowed(PodSpec pod) {
        List<Container> containers = new ArrayList<>(pod.getInitContainers());
        containers.addAll(pod.getContainers());
        containers.forEach(this::requireImage);
        requireGpus(containers);
        requireNothingOfTheNode(pod);
        if (profile.serviceAccount() != null ? !profile.serviceAccount().equals(pod.getServiceAccountName())
                : pod.getServiceAccountName() != null) {
            throw refused("does not let a step choose its service account");
        }
        if (!profile.serviceAccountToken() && Boolean.TRUE.equals(pod.getAutomountServiceAccountToken())) {
            throw refused("does not give pods a service account token; an administrator allows it with serviceAccountToken: true");
        }
    }

    private void requireImage(Container container) {
        List<String> allowed = profile.limits().images();
        String image = String.valueOf(container.getImage());
        if (!allowed.isEmpty() && !image.equals(profile.helperImage()) && allowed.stream().noneMatch(image::startsWith)) {
            throw refused("does not allow image '" + image + "'; allowed are images that start with "
                    + String.join(" or ", allowed));
        }
    }

    private void requireGpus(List<Container> containers) {
        Integer most = profile.limits().maxGpus();
        BigDecimal gpus = containers.stream()
                .filter(container -> container.getResources() != null
                        && container.getResources().getLimits() != null)
                .flatMap(container -> container.getResources().getLimits().entrySet().stream())
                .filter(limit -> limit.getKey().equals(profile.gpu().resource()))
                .map(limit -> limit.getValue().getNumericalAmount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (most != null && gpus.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw refused("allows " + most + " GPU(s) for each workload, asked for are " + gpus.toBigInteger());
        }
    }

    private void requireNothingOfTheNode(PodSpec pod) {
        if (Boolean.TRUE.equals(pod.getHostNetwork())
                || Boolean.TRUE.equals(pod.getHostPID())
                || Boolean.TRUE.equals(pod.getHostIPC())) {
            throw refused("does not allow a pod in its node's network or among its processes");
        }
        if (pod.getVolumes().stream().anyMatch(volume -> volume.getHostPath() != null)) {
            throw refused("does not allow a pod to mount directories of its node");
        }
        if (pod.getContainers().stream()
                .anyMatch(container -> container.getSecurityContext() != null
                        && Boolean.TRUE.equals(container.getSecurityContext().getPrivileged()))) {
            throw refused("does not allow privileged containers");
        }
    }

    private void requireQuantity(String parameter, String quantity) {
        if (quantity == null) {
            return;
        }
        try {
            if (new Quantity(quantity).getNumericalAmount().signum() > 0) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new SpecException(wrongQuantity(parameter, quantity), e);
        }
        throw new SpecException(wrongQuantity(parameter, quantity));
    }

    private static String wrongQuantity(String parameter, String quantity) {
        return "parameter '" + parameter + "' is '" + quantity + "', expected is a Kubernetes quantity such as '4', '500m' or '16Gi'";
    }

    private String cpu() {
        return asked.cpu() != null ? asked.cpu() : profile.defaults().cpu();
    }

    private String memory() {
        return asked.memory() != null ? asked.memory() : profile.defaults().memory();
    }

    private SpecException refused(String why) {
        return new SpecException("compute profile '" + asked.compute() + "' " + why);
    }
}
