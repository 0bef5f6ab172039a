package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;

/** Pods that Kubernetes' "restricted" standard admits, unless the profile's user is root. */
final class PodSecurity {
    private PodSecurity() {}

    static PodSecurityContext ofPod(ComputeProfile profile) {
        Long user = profile.runAsUser() < 0 ? null : profile.runAsUser();
        // @formatter:off
        return new PodSecurityContextBuilder()
            .withRunAsNonRoot(profile.runAsUser() == 0 ? null : true)
            .withRunAsUser(user)
            .withRunAsGroup(user)
            .withFsGroup(user)
            .withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile()
            .build();
        // @formatter:on
    }

    static SecurityContext ofContainer() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .addToDrop("ALL")
                .endCapabilities()
                .build();
    }
}
