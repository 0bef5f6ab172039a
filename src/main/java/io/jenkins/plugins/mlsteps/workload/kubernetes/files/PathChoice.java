package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Glob;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Files of a workspace by path, by directory or by glob, all relative to it: {@code data.csv}, {@code src}, {@code src/**}.
 */
public record PathChoice(List<String> patterns) implements Serializable {
    /** @throws IllegalArgumentException when a pattern is malformed */
    public PathChoice {
        patterns = List.copyOf(patterns);
        patterns.forEach(PathChoice::chosenBy);
    }

    /** Whether a path is chosen, relative and with slashes. */
    Predicate<String> chosen() {
        return patterns.stream().map(PathChoice::chosenBy).reduce(path -> false, Predicate::or);
    }

    /** Whether a path of this directory is chosen, relative and with slashes. */
    private Predicate<String> chosen(Path root) {
        return new PathChoice(patterns.stream().map(pattern -> Glob.withSlashes(pattern, root)).toList()).chosen();
    }

    /**
     * The files that a workspace has of it.
     *
     * @throws IOException when a pattern names nothing
     */
    List<Cargo.Item> in(Path root) throws IOException {
        List<Cargo.Item> items = walk(root);
        for (String pattern : patterns) {
            if (items.stream().map(Cargo.Item::path).noneMatch(chosenBy(Glob.withSlashes(pattern, root)))) {
                throw new IOException("'" + pattern + "' names no file in the workspace");
            }
        }
        return items;
    }

    private List<Cargo.Item> walk(Path root) throws IOException {
        List<Cargo.Item> items = new ArrayList<>();
        Predicate<String> chosen = chosen(root);
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return FileTree.isLink(attributes) && !directory.equals(root)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (attributes.isRegularFile() && chosen.test(path)) {
                    items.add(new Cargo.Item(
                            path,
                            attributes.size(),
                            Files.isExecutable(file),
                            attributes.lastModifiedTime().toMillis()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        items.sort(Comparator.comparing(Cargo.Item::path));
        return items;
    }

    /**
     * The files written since then, in milliseconds since 1970 by the clock of the file system; a pattern may name nothing.
     *
     * @return relative paths with slashes
     */
    public List<String> writtenSince(long time, Path root) throws IOException {
        return walk(root).stream().filter(item -> item.modified() >= time).map(Cargo.Item::path).toList();
    }

    /**
     * The files of this choice, and of another one those written since then; a pattern may name nothing.
     *
     * @return relative paths with slashes, each once
     */
    public List<String> withWrittenSince(long time, PathChoice other, Path root) throws IOException {
        Predicate<String> own = chosen(root);
        PathChoice both = new PathChoice(Stream.concat(patterns.stream(), other.patterns.stream()).toList());
        return both.walk(root).stream()
                .filter(item -> item.modified() >= time || own.test(item.path()))
                .map(Cargo.Item::path)
                .toList();
    }

    /** @throws IOException when a pattern names nothing */
    public List<String> pathsIn(Path root) throws IOException {
        return in(root).stream().map(Cargo.Item::path).toList();
    }

    private static Predicate<String> chosenBy(String pattern) {
        String plain = plain(pattern);
        Glob glob = Glob.of(plain);
        return path -> plain.isEmpty() || path.equals(plain) || path.startsWith(plain + "/") || glob.matches(path);
    }

    private static String plain(String pattern) {
        String plain = pattern.startsWith("./") ? pattern.substring(2) : pattern;
        return ".".equals(plain) ? "" : plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
