package io.jenkins.plugins.mlsteps.model;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.ModelCard.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of a model and the digest of them all: SHA-256 over one line {@code <sha256>␠␠<path>\n} for each file, sorted by
 * the UTF-8 bytes of the path relative to the directory, with '/' — what {@code find . -type f | sort | xargs sha256sum} prints in
 * the C locale, without the leading {@code ./}. Order of reading, time stamps and permissions do not matter. A single file is a
 * tree of one.
 *
 * @param files sorted by path
 */
public record ModelTree(List<ModelFile> files) {
    private static final Comparator<String> BY_BYTES = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    /**
     * @throws IOException when something in it is neither a file nor a directory, such as a link, naming it
     */
    public static ModelTree of(Path model) throws IOException {
        if (Files.isRegularFile(model, LinkOption.NOFOLLOW_LINKS)) {
            return new ModelTree(List.of(describe(onOneLine(FileTree.name(model)), model)));
        }
        List<ModelFile> files = new ArrayList<>();
        for (String path : paths(model)) {
            files.add(describe(path, model.resolve(path)));
        }
        return new ModelTree(List.copyOf(files));
    }

    /**
     * The tree of files that were read already, by path.
     *
     * @throws IOException when a path has a line break
     */
    public static ModelTree of(Map<String, byte[]> content) throws IOException {
        for (String path : content.keySet()) {
            onOneLine(path);
        }
        return new ModelTree(content.entrySet().stream()
                .map(file -> new ModelFile(file.getKey(), file.getValue().length, FileDigest.hex(file.getValue())))
                .sorted(Comparator.comparing(ModelFile::path, BY_BYTES))
                .toList());
    }

    /**
     * The files in a model's directory, relative to it, with '/', sorted.
     *
     * @throws IOException when something in it is neither a file nor a directory, such as a link, naming it, or a path has a line break
     */
    public static List<String> paths(Path directory) throws IOException {
        if (!FileTree.isDirectory(directory)) {
            throw new IOException("no model: " + directory + " is neither a file nor a directory");
        }
        List<String> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    String separator = path.getFileSystem().getSeparator();
                    paths.add(onOneLine(directory.relativize(path).toString().replace(separator, "/")));
                } else if (!FileTree.isDirectory(path)) {
                    throw new IOException("refused: " + directory.relativize(path) + " in the model is a link or a device");
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause(); // of a directory that may not be read
        }
        paths.sort(BY_BYTES);
        return paths;
    }

    /** A line break in a path would let the listing of one tree read as that of another. */
    private static String onOneLine(String path) throws IOException {
        if (path.indexOf('\n') >= 0 || path.indexOf('\r') >= 0) {
            throw new IOException("refused: the path '" + path.replaceAll("[\r\n]", "?") + "' in the model has a line break");
        }
        return path;
    }

    /** {@code sha256:} and 64 hexadecimal digits. */
    public String digest() {
        StringBuilder listing = new StringBuilder();
        files.forEach(file ->
                listing.append(file.sha256()).append("  ").append(file.path()).append('\n'));
        return FileDigest.PREFIX + FileDigest.hex(listing.toString().getBytes(StandardCharsets.UTF_8));
    }

    public long bytes() {
        return files.stream().mapToLong(ModelFile::bytes).sum();
    }

    private static ModelFile describe(String relative, Path file) throws IOException {
        return new ModelFile(relative, Files.size(file), FileDigest.hex(file));
    }
}
