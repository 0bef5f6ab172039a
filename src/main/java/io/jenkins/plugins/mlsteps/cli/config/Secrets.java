package io.jenkins.plugins.mlsteps.cli.config;

import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigFile;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.administration.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the secret behind a credential's id: where {@code mlsteps.yaml} says, or else in the environment variable that is
 * named like the id in capitals ({@code registry-token} in {@code REGISTRY_TOKEN}).
 *
 * @param directory that relative files start from
 */
public record Secrets(Map<String, Credential> credentials, Path directory, Map<String, String> environment) {
    public static String variableFor(String id) {
        return id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /**
     * @throws ConfigException when the file of a credential cannot be read
     */
    public Optional<String> find(String id) {
        Credential credential = credentials.get(id);
        if (credential == null) {
            return Optional.ofNullable(environment.get(variableFor(id)));
        }
        return credential.env() != null
                ? Optional.ofNullable(environment.get(credential.env()))
                : Optional.of(content(id, directory.resolve(credential.file())));
    }

    /**
     * @throws ConfigException saying where the secret was looked for
     */
    public String require(String id) {
        return find(id).orElseThrow(() -> new ConfigException(missing(id)));
    }

    private String missing(String id) {
        Credential credential = credentials.get(id);
        if (credential != null) {
            return "credential '" + id + "' is empty: " + ConfigFile.NAME + " says that it is in the environment variable "
                    + credential.env() + ", which is not set";
        }
        return "credential '" + id + "' is not defined" + NearestName.hint(id, credentials.keySet())
                + " (add it under 'credentials' of " + ConfigFile.NAME + " or set the environment variable "
                + variableFor(id) + ")";
    }

    private static String content(String id, Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new ConfigException("credential '" + id + "': its file " + file + " cannot be read: " + IoFailure.sentence(e), e);
        }
    }
}
