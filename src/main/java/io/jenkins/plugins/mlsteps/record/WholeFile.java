package io.jenkins.plugins.mlsteps.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files under a temporary name and renames them, so that a reader sees the old content or the new, never half. */
public final class WholeFile {
    private static final String UNFINISHED = ".tmp";

    private WholeFile() {}

    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IOException naming the file, which is then as it was before */
    public static void write(Path file, byte[] bytes) throws IOException {
        try {
            replace(file, bytes);
        } catch (FileSystemException e) {
            throw e; // names its file
        } catch (IOException e) {
            throw new IOException(file + " cannot be written: " + IoFailure.sentence(e), e);
        }
    }

    /** Whether a file has the temporary name of one that is being written. */
    public static boolean isUnfinished(Path file) {
        String name = FileTree.name(file);
        return name.startsWith(".") && name.endsWith(UNFINISHED);
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path directory = FileTree.createParent(file);
        Path temporary = Files.createTempFile(directory, "." + FileTree.name(file), UNFINISHED);
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
