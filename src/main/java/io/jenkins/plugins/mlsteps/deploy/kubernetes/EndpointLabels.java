package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.mlsteps.deploy.Release;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How an endpoint's objects are told from all others. */
public final class EndpointLabels {
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String US = "mlsteps";

    private static final String DOMAIN = "mlsteps.jenkins.io/";
    static final String ENDPOINT = DOMAIN + "endpoint";
    static final String ENVIRONMENT = DOMAIN + "environment";
    static final String REVISION = DOMAIN + "revision";

    private EndpointLabels() {}

    /** Labels of every object of an endpoint. */
    public static Map<String, String> of(Release release) {
        Map<String, String> labels = selector(release);
        labels.put(MANAGED_BY, US);
        labels.put(REVISION, release.revision());
        return labels;
    }

    /** What finds the servers of an endpoint, of whatever revision. */
    public static Map<String, String> selector(Release release) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(ENDPOINT, release.endpoint());
        labels.put(ENVIRONMENT, release.environment());
        return labels;
    }

    /** What finds all endpoints of an environment. */
    public static Map<String, String> ofEnvironment(String environment) {
        return Map.of(MANAGED_BY, US, ENVIRONMENT, environment);
    }

    /** Whose object it is, when it is not this endpoint's. */
    static Optional<String> owner(HasMetadata object, Release release) {
        Map<String, String> labels = Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
        if (!US.equals(labels.get(MANAGED_BY)) || !labels.containsKey(ENDPOINT)) {
            return Optional.of("was not made by mlsteps; name the endpoint otherwise");
        }
        String owner = labels.get(ENVIRONMENT) + "/" + labels.get(ENDPOINT);
        return owner.equals(release.environment() + "/" + release.endpoint())
                ? Optional.empty()
                : Optional.of("belongs to endpoint " + owner + "; give the environments different namespaces");
    }
}
