package io.jenkins.plugins.mlsteps.model;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.SignatureFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;

/**
 * Copies the model that a training left to where the build keeps it, and describes it. The copy is made beside its place and
 * then renamed, so that half a model is never taken for one. Links are followed only to files inside the model itself; whatever
 * leads elsewhere is refused, for it would carry foreign files into the build's artifacts.
 */
public final class ModelCollector {
    private ModelCollector() {}

    /**
     * @param root the workspace
     * @param from file or directory in it, as the author wrote it
     * @param to directory that the model becomes; what was there is replaced
     * @throws IOException when there is no model, it is empty, lies outside the workspace or around {@code to}, or holds what is no plain file
     */
    public static ModelCard collect(Path root, String from, Path to, String name, Instant created) throws IOException {
        Path source = inside(root, from);
        Path partial = to.resolveSibling("." + to.getFileName() + ".partial");
        FileTree.remove(partial);
        Files.createDirectories(partial);
        try {
            if (partial.toRealPath().startsWith(source)) {
                throw new IOException("the model '" + from + "' contains the directory it would be copied to: name the file or"
                        + " directory that holds the model alone");
            }
            if (Files.isDirectory(source)) {
                copyTree(source, partial, from);
            } else {
                Files.copy(source, partial.resolve(source.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
            ModelCard card = describe(partial, name, created);
            if (card.files().isEmpty()) {
                throw empty(from);
            }
            FileTree.remove(to);
            Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE);
            return card;
        } finally {
            FileTree.remove(partial);
        }
    }

    /**
     * Looks for the model that a training left, and leaves it there.
     *
     * @param root the workspace
     * @param from file or directory in it, as the author wrote it
     * @throws IOException when there is no model, it is empty or lies outside the workspace
     */
    public static void require(Path root, String from) throws IOException {
        Path source = inside(root, from);
        if (Files.isDirectory(source) && FileTree.find(source, Files::isRegularFile).isEmpty()) {
            throw empty(from);
        }
    }

    private static IOException empty(String from) {
        return new IOException("the model '" + from + "' is an empty directory: the training left nothing in it");
    }

    /** Describes a model that is in its place. */
    public static ModelCard describe(Path model, String name, Instant created) throws IOException {
        ModelTree tree = ModelTree.of(model);
        Path file = model.resolve(SignatureFile.NAME);
        SignatureFile signature = Files.isRegularFile(file) ? Json.read(file, SignatureFile.class) : null;
        return new ModelCard(
                name,
                tree.digest(),
                ModelFormat.of(model, tree.files()).word(),
                signature == null ? null : signature.task(),
                tree.bytes(),
                tree.files(),
                signature == null ? null : signature.signature(),
                signature == null ? List.of() : signature.classes(),
                created);
    }

    private static Path inside(Path root, String from) throws IOException {
        Path workspace = root.toRealPath();
        Path source = workspace.resolve(from).normalize();
        if (!source.startsWith(workspace)) {
            throw new IOException("the model '" + from + "' lies outside the workspace: give a path in it, without '..'");
        }
        if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("there is no model at '" + from + "': the training left nothing there");
        }
        Path real = source.toRealPath();
        if (!real.startsWith(workspace)) {
            throw new IOException("the model '" + from + "' is a link out of the workspace, to " + real + ": refused");
        }
        return real;
    }

    private static void copyTree(Path source, Path target, String from) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                if (FileTree.isLink(attributes)) {
                    throw neither(directory);
                }
                Files.createDirectories(target.resolve(source.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path plain = attributes.isSymbolicLink() ? linked(source, file, from) : file;
                if (!Files.isRegularFile(plain, LinkOption.NOFOLLOW_LINKS)) {
                    throw neither(file);
                }
                Files.copy(plain, target.resolve(source.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            private IOException neither(Path path) {
                return new IOException("'" + source.relativize(path) + "' in the model '" + from
                        + "' is neither a file nor a directory: refused");
            }
        });
    }

    /** The file in the same model that a link leads to. */
    private static Path linked(Path source, Path link, String from) throws IOException {
        Path target = Files.readSymbolicLink(link);
        String where = "'" + source.relativize(link) + "' in the model '" + from + "' is a link to '" + target + "'";
        if (target.isAbsolute()) {
            throw new IOException(where + ", an absolute path: refused");
        }
        if (!link.resolveSibling(target).normalize().startsWith(source)) {
            throw new IOException(where + ", outside the model: refused");
        }
        if (!Files.exists(link)) {
            throw new IOException(where + ", which does not exist: refused");
        }
        Path real = link.toRealPath();
        if (!real.startsWith(source)) {
            throw new IOException(where + ", which leads to " + real + ", outside the model: refused");
        }
        return real;
    }
}
