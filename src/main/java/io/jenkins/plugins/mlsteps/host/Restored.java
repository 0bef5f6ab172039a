package io.jenkins.plugins.mlsteps.host;

/**
 * What a person brings back with a build: a model that served under an endpoint before.
 *
 * @param endpoint under which it served
 * @param model name of the trained model
 * @param digest that the model must still have
 */
public record Restored(String environment, String endpoint, String model, String digest) {
    /** Whether a deployment is the one that the person asked for. */
    public boolean isBy(String environmentName, String endpointName, String modelName) {
        return environmentName.equals(environment) && endpointName.equals(endpoint) && modelName.equals(model);
    }
}
