package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Takes a stream of output and files apart. The files wait beside the workspace's own until {@link #install} puts them in
 * place: a stream that breaks off, or is damaged, changes nothing.
 *
 * @param output workspace file for the output, relative
 * @param outputBytes of the stream that are output
 */
record Unpacking(String scratch, String output, long outputBytes) implements Workspace.Receiving<Boolean> {
    private static final int EXECUTABLE = 0100;
    private static final int BUFFER = 1 << 16;

    @Override
    public Boolean into(Path root, InputStream stream) throws IOException {
        Path incoming = incoming(root, scratch);
        FileTree.remove(incoming);
        Files.createDirectories(incoming);
        if (outputBytes > 0) {
            takeOutput(root, stream);
        }
        // Not closed: the stream belongs to whoever opened it.
        TarArchiveInputStream tar = new TarArchiveInputStream(stream);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isFile()) {
                unpack(tar, entry, incoming);
            }
        }
        return true;
    }

    /** Puts files that have arrived whole where they belong, and notes which; one that is there already, byte for byte, stays as it is. */
    static Boolean install(Path root, String scratch) throws IOException {
        Path incoming = incoming(root, scratch);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(incoming)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        List<String> fetched = new ArrayList<>();
        for (Path file : files) {
            String path = incoming.relativize(file).toString();
            Path target = root.resolve(path);
            requireInside(root, target);
            if (!Files.isRegularFile(target) || Files.mismatch(file, target) >= 0) {
                FileTree.createParent(target);
                Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
            fetched.add(path.replace('\\', '/'));
        }
        new FetchedFiles(fetched).write(root, scratch);
        FileTree.remove(incoming);
        return true;
    }

    private void takeOutput(Path root, InputStream stream) throws IOException {
        Path partial = root.resolve(output + ".part");
        try (OutputStream file = Files.newOutputStream(partial)) {
            copyOutput(stream, file);
        }
        Files.move(partial, root.resolve(output), StandardCopyOption.REPLACE_EXISTING);
    }

    private void copyOutput(InputStream stream, OutputStream file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        byte last = '\n';
        for (long left = outputBytes; left > 0; ) {
            int count = stream.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException("the pod sent less of its output than it said");
            }
            file.write(buffer, 0, count);
            last = buffer[count - 1];
            left -= count;
        }
        if (last != '\n') {
            file.write('\n'); // a line that nobody can go on with any more
        }
    }

    private static void copy(InputStream stream, OutputStream file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            file.write(buffer, 0, count);
        }
    }

    private static void unpack(InputStream tar, TarArchiveEntry entry, Path incoming) throws IOException {
        Path target = incoming.resolve(entry.getName()).normalize();
        if (!target.startsWith(incoming)) {
            throw new IOException("the pod sent a file that is outside the workspace: " + entry.getName());
        }
        FileTree.createParent(target);
        try (OutputStream file = Files.newOutputStream(target)) {
            copy(tar, file);
        }
        if ((entry.getMode() & EXECUTABLE) != 0
                && Files.getFileAttributeView(target, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** A link in the workspace must not lead what a pod sends out of it. */
    private static void requireInside(Path root, Path target) throws IOException {
        Path nearest = Stream.iterate(target.getParent(), Objects::nonNull, Path::getParent)
                .filter(directory -> Files.exists(directory, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElse(root);
        if (!nearest.toRealPath().startsWith(root.toRealPath()) || Files.isSymbolicLink(target)) {
            throw new IOException("'" + root.relativize(target) + "' leads out of the workspace by a link: nothing is written there");
        }
    }

    private static Path incoming(Path root, String scratch) {
        return root.resolve(scratch).resolve("incoming").normalize();
    }
}
