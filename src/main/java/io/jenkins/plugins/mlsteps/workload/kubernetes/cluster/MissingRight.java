package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/**
 * Finds out which right is missing where the API server says no more than that one is: it does so to whoever wants a web socket.
 *
 * @param group API group; empty for the core
 * @param resource such as {@code jobs}, or {@code pods/exec}
 * @param verbs that are all needed
 */
public record MissingRight(String namespace, String group, String resource, List<String> verbs) {
    public MissingRight {
        verbs = List.copyOf(verbs);
    }

    public static MissingRight toWatch(String namespace, String group, String resource) {
        return new MissingRight(namespace, group, resource, List.of("watch"));
    }

    public static MissingRight toExecute(String namespace) {
        return new MissingRight(namespace, "", "pods/exec", List.of("get", "create"));
    }

    /** The verbs that are missing, or all when the API server does not tell. */
    private List<String> missing(KubernetesClient client) {
        try {
            List<String> missing = verbs.stream().filter(verb -> !isAllowed(client, verb)).toList();
            return missing.isEmpty() ? verbs : missing;
        } catch (KubernetesClientException nobodyTells) {
            return verbs;
        }
    }

    private boolean isAllowed(KubernetesClient client, String verb) {
        String[] names = resource.split("/");
        SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(verb)
                .withGroup(group)
                .withResource(names[0])
                .withSubresource(names.length > 1 ? names[1] : null)
                .endResourceAttributes()
                .endSpec()
                .build();
        return Boolean.TRUE.equals(client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(question)
                .getStatus()
                .getAllowed());
    }

    /** What is missing, and who can help. */
    String words(KubernetesClient client) {
        String verb = String.join("' and '", missing(client));
        return "the kubeconfig context's user may not " + String.join(" and ", missing(client)) + " " + resource
                + (group.isEmpty() ? "" : "." + group) + " in namespace " + namespace + ": " + ApiFailure.grant(verb, resource);
    }
}
