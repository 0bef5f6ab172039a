package io.jenkins.plugins.mlsteps.spec.administration;

import java.io.Serializable;

/**
 * Where a secret is found; never the secret.
 *
 * @param env environment variable that holds it
 * @param file file that holds it
 */
public record Credential(String env, String file) implements Serializable {}
