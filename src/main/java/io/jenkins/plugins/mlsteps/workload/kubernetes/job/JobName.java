package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Names in a cluster, made from names people chose. */
public final class JobName {
    /** Of a Job, so that the names of its pods, six characters longer, fit into a DNS label. */
    private static final int LONGEST = 57;

    private static final int LONGEST_LABEL = 63;

    private static final int HASH = 10;

    private JobName() {}

    /** The same for the same workload, another for any other: what people call it, and a hash of its id. */
    public static String of(String step, String build, String id) {
        String readable = plain(step + "-" + build, LONGEST - HASH - 1);
        String start = readable.isEmpty() || !Character.isLetter(readable.charAt(0)) ? "ml-" + readable : readable;
        return plain(start, LONGEST - HASH - 1) + "-" + hash(id);
    }

    /** A label's value: what it cannot hold becomes a hyphen. */
    public static String label(String text) {
        String value = text.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return value.substring(0, Math.min(LONGEST_LABEL, value.length())).replaceAll("[^A-Za-z0-9]+$", "");
    }

    /** Ten hexadecimal digits that stand for a text. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String plain(String text, int longest) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
        return plain.substring(0, Math.min(longest, plain.length())).replaceAll("-$", "");
    }
}
