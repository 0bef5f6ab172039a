package io.jenkins.plugins.mlsteps.model.registry;

import java.nio.file.Path;
import java.util.Map;

/**
 * One version of a registered model.
 *
 * @param name of the registered model
 * @param version a number, as the registry writes it
 * @param digest of its files, {@code sha256:…}; null when the registry does not know it
 * @param metrics by name, as its training reported them
 * @param predictions its per-row predictions; null when there are none
 */
public record RegisteredModel(
        String name, String version, String digest, Map<String, Double> metrics, Path predictions) {
    /** {@code churn version 3}. */
    public String title() {
        return name + " version " + version;
    }
}
