package io.jenkins.plugins.mlsteps.model.registry;

import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/**
 * How a registry is reached, from whatever machine.
 *
 * @param location {@code https://…} of a tracking server, or an absolute directory
 * @param authorization value of the HTTP header; null for none
 */
public record RegistryAccess(String location, String authorization) implements Serializable {
    public static RegistryAccess open(String location) {
        return new RegistryAccess(location, null);
    }

    public static RegistryAccess withToken(String location, String token) {
        return new RegistryAccess(location, "Bearer " + token);
    }

    public static RegistryAccess withPassword(String location, String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new RegistryAccess(location, "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** Whether the location is a tracking server, not a directory. */
    public static boolean isServer(String location) {
        return location.startsWith("http://") || location.startsWith("https://");
    }

    public ModelRegistry registry() {
        return isServer(location)
                ? new MlflowRegistry(URI.create(location.replaceFirst("/+$", "")), authorization)
                : new FileRegistry(Path.of(location));
    }

    /** Secrets do not belong into logs. */
    @Override
    public String toString() {
        return location + (authorization == null ? "" : " (with credentials)");
    }
}
