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

    /** Removes a directory with all that is in it; links are removed, never followed. */
    static void clear(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(directory)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
    }

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
