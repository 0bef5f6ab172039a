package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** Names in a cluster: a letter, then at most {@value #LONGEST} lower-case letters, digits and dashes (RFC 1035). */
public final class ObjectName {
    /** KServe puts up to about 20 characters behind it, and a DNS label has 63. */
    private static final int LONGEST = 40;

    private ObjectName() {}

    /** The endpoint's own name where it is one of these, else the nearest with a hash of the endpoint's name behind it. */
    public static String of(String endpoint) {
        String name = endpoint.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        if (!Character.isLetter(name.charAt(0))) {
            name = "e-" + name;
        }
        if (name.equals(endpoint) && name.length() <= LONGEST) {
            return name;
        }
        CRC32 hash = new CRC32();
        hash.update(endpoint.getBytes(StandardCharsets.UTF_8));
        int kept = Math.min(name.length(), LONGEST - 9);
        return name.substring(0, kept).replaceAll("-$", "") + String.format("-%08x", hash.getValue());
    }
}
