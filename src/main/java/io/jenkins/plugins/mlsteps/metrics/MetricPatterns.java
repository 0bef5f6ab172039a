package io.jenkins.plugins.mlsteps.metrics;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the files of the {@code metrics} parameter in a workspace. */
final class MetricPatterns {
    private final Path root;

    MetricPatterns(Path root) {
        this.root = root;
    }

    List<Path> resolve(List<String> patterns) throws IOException {
        for (String pattern : patterns) {
            if (matches(pattern).isEmpty()) {
                throw new IOException("metrics: '" + pattern + "' matches nothing in " + root
                        + "; the training should have written it, or the pattern is wrong");
            }
        }
        return existing(patterns);
    }

    List<Path> existing(List<String> patterns) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        for (String pattern : patterns) {
            found.addAll(matches(pattern));
        }
        return List.copyOf(found);
    }

    private List<Path> matches(String written) throws IOException {
        String pattern = Glob.withSlashes(written, root);
        return isGlob(pattern) ? glob(pattern) : plain(pattern);
    }

    private static boolean isGlob(String pattern) {
        return pattern.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private List<Path> plain(String pattern) throws IOException {
        Path path = inside(pattern, pattern);
        return Files.exists(path) ? List.of(path) : List.of();
    }

    /** Files that match; directories only where no file does, so that {@code runs/*} may name log directories. */
    private List<Path> glob(String pattern) throws IOException {
        Glob glob = parse(pattern);
        Path start = inside(fixedPart(pattern), pattern);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        List<Path> matches = FileTree.find(
                start, path -> glob.matches(root.relativize(path).toString().replace('\\', '/')));
        List<Path> files = matches.stream().filter(Files::isRegularFile).toList();
        return files.isEmpty() ? matches : files;
    }

    private static Glob parse(String pattern) throws IOException {
        try {
            return Glob.of(pattern);
        } catch (IllegalArgumentException e) {
            throw new IOException("metrics: " + e.getMessage(), e);
        }
    }

    /** The directories before the first wildcard. */
    private static String fixedPart(String pattern) {
        int wildcard = 0;
        while ("*?[{".indexOf(pattern.charAt(wildcard)) < 0) {
            wildcard++;
        }
        return pattern.substring(0, Math.max(0, pattern.lastIndexOf('/', wildcard)));
    }

    private Path inside(String path, String pattern) throws IOException {
        try {
            Path resolved = root.resolve(path).normalize();
            if (!resolved.startsWith(root.normalize())) {
                throw new IOException("metrics: '" + pattern + "' points out of the workspace " + root
                        + "; give a path relative to it");
            }
            return resolved;
        } catch (InvalidPathException e) {
            throw new IOException("metrics: '" + pattern + "' is not a path: " + e.getReason(), e);
        }
    }
}
