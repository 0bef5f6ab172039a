package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.HomeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where this machine keeps its endpoints: {@code endpoints/<environment>/<name>} in the home directory of mlsteps.
 *
 * @param home directory of mlsteps
 */
public record LocalStore(Path home) {
    /** In the home directory that this process's environment names. */
    public static LocalStore standard() {
        return new LocalStore(HomeDirectory.of(System.getenv()));
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
