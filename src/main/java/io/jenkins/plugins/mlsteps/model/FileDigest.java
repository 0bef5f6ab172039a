package io.jenkins.plugins.mlsteps.model;

import io.jenkins.plugins.mlsteps.record.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a file. */
public final class FileDigest {
    static final String PREFIX = "sha256:";

    private FileDigest() {}

    /** {@code sha256:} and 64 hexadecimal digits. */
    public static String of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return PREFIX + hex(in);
        }
    }

    /** @throws IOException when it is no regular file */
    static String hex(Path file) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            return hex(in);
        }
    }

    private static String hex(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 17];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
