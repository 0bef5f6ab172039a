package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.record.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where this machine keeps its endpoints: {@code endpoints/<environment>/<name>} in the home directory of mlsteps.
 *
 * @param home directory of mlsteps
 */
public record LocalStore(Path home) {
    /** {@code $MLSTEPS_HOME}, else {@code $XDG_STATE_HOME/mlsteps}, else {@code ~/.local/state/mlsteps}. */
    public static LocalStore standard() {
        return new LocalStore(home(System.getenv()));
    }

    static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("MLSTEPS_HOME", "");
        if (!home.isBlank()) {
            return Path.of(home).toAbsolutePath();
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isBlank() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state);
        return base.resolve("mlsteps").toAbsolutePath();
    }

    EndpointDirectory endpoint(String environment, String name) {
        return new EndpointDirectory(
                home.resolve("endpoints").resolve(environment).resolve(name), environment, name);
    }

    /** Every endpoint, by environment and name. */
    List<EndpointDirectory> all() throws IOException {
        List<EndpointDirectory> found = new ArrayList<>();
        for (Path environment : directories(home.resolve("endpoints"))) {
            for (Path endpoint : directories(environment)) {
                found.add(endpoint(FileTree.name(environment), FileTree.name(endpoint)));
            }
        }
        return found;
    }

    private static List<Path> directories(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }
}
