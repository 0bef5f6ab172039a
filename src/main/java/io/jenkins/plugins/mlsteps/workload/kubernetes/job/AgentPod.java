package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.mlsteps.spec.Resources;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import java.util.Map;

/**
 * A pod for a Jenkins agent that the Kubernetes plugin starts: it adds the agent's own container to one that waits for what the
 * author's steps run in it.
 *
 * @param asked by the author; its {@code compute} names the profile
 */
public record AgentPod(Resources asked, ComputeProfile profile) {
    /** @throws io.jenkins.plugins.mlsteps.spec.SpecException when it asks for what the profile does not allow or cannot give */
    public String yaml() {
        Request request = Request.of(asked, profile);
        PodTemplateSpec template = PodOverrides.merge(asked.podOverrides(), template(request));
        request.requireAllowed(template.getSpec());
        Pod pod = new PodBuilder()
                .withMetadata(template.getMetadata())
                .withSpec(template.getSpec())
                .build();
        return Serialization.asYaml(pod);
    }

    private PodTemplateSpec template(Request request) {
        // @formatter:off
        return new PodTemplateSpecBuilder()
            .withNewMetadata()
                .withLabels(profile.queue() == null ? Map.of() : Map.of(Labels.QUEUE, profile.queue()))
            .endMetadata()
            .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName(profile.serviceAccount())
                .withAutomountServiceAccountToken(profile.serviceAccountToken())
                .withEnableServiceLinks(false)
                .withPriorityClassName(profile.priorityClass())
                .withSecurityContext(PodSecurity.ofPod(profile))
                .withNodeSelector(request.nodeSelector())
                .withTolerations(request.tolerations())
                .addNewContainer()
                    .withName(PodLayout.TRAIN)
                    .withImage(request.image())
                    .withCommand("sleep")
                    .withArgs("infinity")
                    .withResources(request.resources())
                    .withSecurityContext(PodSecurity.ofContainer())
                .endContainer()
            .endSpec()
            .build();
        // @formatter:on
    }
}
