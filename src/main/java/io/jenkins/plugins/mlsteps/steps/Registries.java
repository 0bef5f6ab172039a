package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.local.LocalStore;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.model.registry.FileRegistry;
import io.jenkins.plugins.mlsteps.model.registry.RegistryAccess;
import io.jenkins.plugins.mlsteps.spec.administration.Registry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which registry of models a step asks: the one that an administrator defined; else the one that MLflow's own environment variables name,
 * as a training would find it; else the directory of the machine.
 */
final class Registries {
    private Registries() {}

    /**
     * @return empty for the directory of the machine
     * @throws IOException when the registry is not one that can be asked, or its secret is missing
     */
    static Optional<RegistryAccess> access(Host host) throws IOException {
        Registry defined = host.administration().registry();
        return defined != null ? Optional.of(defined(host, defined)) : ofEnvironment(host.environment());
    }

    static RegistryAccess ofThisMachine() {
        return RegistryAccess.open(
                FileRegistry.in(LocalStore.standard().home()).root().toString());
    }

    private static RegistryAccess defined(Host host, Registry registry) throws IOException {
        if (registry.credential() == null) {
            return RegistryAccess.open(registry.uri());
        }
        String secret = host.secret(registry.credential())
                .orElseThrow(() -> new IOException("the credential '" + registry.credential() + "' of the registry "
                        + registry.uri() + " is not there"));
        return registry.username() == null
                ? RegistryAccess.withToken(registry.uri(), secret)
                : RegistryAccess.withPassword(registry.uri(), registry.username(), secret);
    }

    private static Optional<RegistryAccess> ofEnvironment(Map<String, String> environment) throws IOException {
        Optional<String> variable = Stream.of("MLFLOW_REGISTRY_URI", "MLFLOW_TRACKING_URI")
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
        if (variable.isEmpty()) {
            return Optional.empty();
        }
        String uri = environment.get(variable.get());
        if (!RegistryAccess.isServer(uri)) {
            throw new IOException(variable.get() + " is '" + uri
                    + "': models can be looked up on a tracking server only, http://… or https://…");
        }
        String token = environment.get("MLFLOW_TRACKING_TOKEN");
        String user = environment.get("MLFLOW_TRACKING_USERNAME");
        if (token != null) {
            return Optional.of(RegistryAccess.withToken(uri, token));
        }
        return Optional.of(
                user == null
                        ? RegistryAccess.open(uri)
                        : RegistryAccess.withPassword(
                                uri, user, environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "")));
    }
}
