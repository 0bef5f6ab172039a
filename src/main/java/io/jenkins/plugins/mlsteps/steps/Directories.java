package io.jenkins.plugins.mlsteps.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that belong to a step. */
final class Directories {
    private Directories() {}

    /** Whether there is no file in it, at any depth. */
    static boolean isEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return true;
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.allMatch(Files::isDirectory);
        }
    }
}
