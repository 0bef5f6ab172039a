package io.jenkins.plugins.mlsteps.spec.administration;

import java.io.Serializable;

/**
 * Where registered models are: {@code models:/churn@champion}.
 *
 * @param uri of an MLflow tracking server, {@code https://…}; or a directory, that of {@code mlsteps registry}
 * @param username for basic authentication with the secret as password; without one the secret is a bearer token
 * @param credential id of the secret; null for a server that asks for none
 */
public record Registry(String uri, String username, String credential) implements Serializable {}
