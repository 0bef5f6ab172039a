package io.jenkins.plugins.mlsteps.spec.administration;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything an administrator defined, by name. */
public record Administration(
        Map<String, Environment> environments, Map<String, ComputeProfile> compute, Map<String, Credential> credentials)
        implements Serializable {
    public Administration {
        environments = environments == null ? Map.of() : new LinkedHashMap<>(environments);
        compute = compute == null ? Map.of() : new LinkedHashMap<>(compute);
        credentials = credentials == null ? Map.of() : new LinkedHashMap<>(credentials);
    }

    public static Administration none() {
        return new Administration(null, null, null);
    }
}
