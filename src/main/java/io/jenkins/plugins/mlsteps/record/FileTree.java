package io.jenkins.plugins.mlsteps.record;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** A file, or a directory with all that is in it. */
public final class FileTree {
    private static final boolean IS_WINDOWS = File.separatorChar == '\\';
    private static final int TRIES = 10;

    private FileTree() {}

    /** Its last name; empty for the root of a file system, which has none. */
    public static String name(Path tree) {
        Path name = tree.getFileName();
        return name == null ? "" : name.toString();
    }

    /**
     * The directory that a file is to stand in, created when it is not there.
     *
     * @throws NotDirectoryException when nothing can stand there: the path is the root of a file system
     */
    public static Path createParent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new NotDirectoryException(file + " is the root of a file system, expected a file in a directory");
        }
        return Files.createDirectories(parent);
    }

    /**
     * Whether it leads to another place: a symbolic link, or a junction of Windows, which Java says is a directory and something
     * else as well, and walks through unasked.
     *
     * @param attributes of the entry itself, not of what it leads to
     */
    public static boolean isLink(BasicFileAttributes attributes) {
        return attributes.isSymbolicLink() || (attributes.isDirectory() && attributes.isOther());
    }

    /** Whether a directory is there, and no link to one. */
    public static boolean isDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return !isLink(attributes(path));
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** What is wanted of it and of all that is in it, sorted; what may not be read is passed over. Links are not followed. */
    public static List<Path> find(Path tree, Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                visitFile(directory, attributes);
                return isLink(attributes) && !directory.equals(tree)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (wanted.test(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(found);
        return found;
    }

    /** Removes it, when it is there; links are removed, never followed. */
    public static void remove(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                if (isLink(attributes)) {
                    delete(directory);
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
                if (!isLink(attributes(path))) {
                    throw failure;
                }
                delete(path); // a junction that leads nowhere
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** On Windows a file is in use for a moment yet after the end of a process that had it open. */
    private static void delete(Path path) throws IOException {
        for (int left = IS_WINDOWS ? TRIES : 1; left > 0; left--) {
            try {
                Files.delete(path);
                return;
            } catch (FileSystemException e) {
                if (left == 1) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a file was in use");
        }
    }
}
