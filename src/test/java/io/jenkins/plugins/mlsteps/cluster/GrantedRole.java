package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A Role of docs/kubernetes, whole or with a verb less, granted to {@link RealCluster#USER}. */
public record GrantedRole(Role role) {
    /** @param file under docs/kubernetes */
    public static GrantedRole of(String file) {
        try {
            Path path = Path.of(System.getProperty("mlsteps.root")).resolve("docs/kubernetes").resolve(file);
            return new GrantedRole(Serialization.unmarshal(Files.readString(path), Role.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each verb with its resource, such as {@code patch deployments}. */
    public Stream<String> verbs() {
        return role.getRules().stream()
                .flatMap(rule -> rule.getVerbs().stream().map(verb -> verb + " " + rule.getResources().get(0)));
    }

    /** @param verbAndResource as {@link #verbs} gives it */
    public GrantedRole without(String verbAndResource) {
        String verb = verbAndResource.split(" ")[0];
        String resource = verbAndResource.split(" ")[1];
        List<PolicyRule> rules = role.getRules().stream()
                .map(rule -> rule.getResources().contains(resource)
                        ? new PolicyRuleBuilder(rule).removeFromVerbs(verb).build()
                        : rule)
                .filter(rule -> !rule.getVerbs().isEmpty())
                .toList();
        return new GrantedRole(new RoleBuilder(role).withRules(rules).build());
    }

    /** Returns when the API server goes by it. */
    public void grant(RealCluster cluster, String namespace) throws InterruptedException {
        String name = role.getMetadata().getName();
        cluster.client().resource(role).inNamespace(namespace).create();
        cluster.client()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                        .addNewSubject("rbac.authorization.k8s.io", "User", RealCluster.USER, null)
                        .build())
                .inNamespace(namespace)
                .create();
        try (KubernetesClient user = cluster.clientOf(RealCluster.USER)) {
            Deadline.await(
                    Duration.ofSeconds(30),
                    () -> role.getRules().stream().allMatch(rule -> isInForce(rule, user, namespace)),
                    () -> "the role is not in force in " + namespace);
        }
    }

    private static boolean isInForce(PolicyRule rule, KubernetesClient user, String namespace) {
        String[] resource = rule.getResources().get(0).split("/");
        return user.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withNamespace(namespace)
                        .withVerb(rule.getVerbs().get(0))
                        .withGroup(rule.getApiGroups().get(0))
                        .withResource(resource[0])
                        .withSubresource(resource.length > 1 ? resource[1] : null)
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }
}
