package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.util.Locale;

/** A kind that some operator adds to a cluster, without the operator. */
public final class CustomKind {
    private CustomKind() {}

    /** Defines it, with a status that is written apart and any fields; returns when the API server knows it. */
    public static void define(KubernetesClient client, ResourceDefinitionContext kind) throws InterruptedException {
        String name = kind.getPlural() + "." + kind.getGroup();
        // @formatter:off
        CustomResourceDefinition definition = new CustomResourceDefinitionBuilder()
            .withNewMetadata().withName(name).endMetadata()
            .withNewSpec()
                .withGroup(kind.getGroup())
                .withScope("Namespaced")
                .withNewNames()
                    .withPlural(kind.getPlural()).withSingular(kind.getKind().toLowerCase(Locale.ROOT)).withKind(kind.getKind())
                .endNames()
                .addNewVersion()
                    .withName(kind.getVersion()).withServed(true).withStorage(true)
                    .withNewSubresources().withNewStatus().endStatus().endSubresources()
                    .withNewSchema()
                        .withNewOpenAPIV3Schema()
                            .withType("object").withXKubernetesPreserveUnknownFields(true)
                        .endOpenAPIV3Schema()
                    .endSchema()
                .endVersion()
            .endSpec()
            .build();
        // @formatter:on
        client.resource(definition).serverSideApply();
        Deadline.await(
                Duration.ofSeconds(30),
                () -> client.apiextensions().v1().customResourceDefinitions().withName(name).get().getStatus().getConditions().stream()
                        .anyMatch(it -> it.getType().equals("Established") && it.getStatus().equals("True")),
                () -> kind.getKind() + " is not established");
    }
}
