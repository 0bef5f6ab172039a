package io.jenkins.plugins.mlsteps.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file where whatever runs in a workspace may have put something else: a link to elsewhere, a pipe that nobody ever writes to, or
 * more than memory holds.
 */
public final class RegularFile {
    /** Far above any record a step writes; a larger file is not one. */
    public static final long MOST_BYTES = 64L << 20;

    private RegularFile() {}

    /**
     * @return the file itself
     * @throws IOException when it is missing, or a link, a directory, a pipe or a device
     */
    public static Path require(Path file) throws IOException {
        attributes(file);
        return file;
    }

    /**
     * All of its text.
     *
     * @throws IOException when it is missing, no regular file, larger than {@link #MOST_BYTES}, or not UTF-8
     */
    public static String text(Path file) throws IOException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
    }

    /** @throws IOException when it is missing, no regular file, or larger than {@link #MOST_BYTES} */
    public static byte[] bytes(Path file) throws IOException {
        long size = attributes(file).size();
        if (size > MOST_BYTES) {
            throw new IOException(file + " has " + size + " bytes, at most " + MOST_BYTES + " are read");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(Math.toIntExact(MOST_BYTES));
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            String what = attributes.isSymbolicLink() ? "a link" : attributes.isDirectory() ? "a directory" : "a pipe or a device";
            throw new IOException(file + " is " + what + ", expected is a regular file");
        }
        return attributes;
    }
}
