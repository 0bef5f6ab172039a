package io.jenkins.plugins.mlsteps.spec.administration;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything an administrator defined, by name.
 *
 * @param prices of compute profiles by their name; {@value Price#LOCAL} for what runs without one
 * @param registry of models; null when none is defined
 */
public record Administration(
        Map<String, Environment> environments,
        Map<String, ComputeProfile> compute,
        Map<String, Credential> credentials,
        Map<String, Price> prices,
        Registry registry)
        implements Serializable {
    @JsonCreator
    public Administration {
        environments = environments == null ? Map.of() : new LinkedHashMap<>(environments);
        compute = compute == null ? Map.of() : new LinkedHashMap<>(compute);
        credentials = credentials == null ? Map.of() : new LinkedHashMap<>(credentials);
        prices = prices == null ? Map.of() : new LinkedHashMap<>(prices);
    }

    /** An administration that names neither prices nor a registry. */
    public Administration(
            Map<String, Environment> environments, Map<String, ComputeProfile> compute, Map<String, Credential> credentials) {
        this(environments, compute, credentials, null, null);
    }

    public static Administration none() {
        return new Administration(null, null, null);
    }
}
