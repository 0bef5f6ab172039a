package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Build;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** Names the revision a build makes of a model: the same build and bytes give the same name, so nothing is deployed twice. */
final class RevisionName {
    private static final int DIGITS = 12;

    private RevisionName() {}

    /** Such as {@code 42-1f3a9b2c-3fa2c1d0e9ab}: build number, job, model; fit for a DNS label. */
    static String of(Build build, String digest) {
        CRC32 job = new CRC32();
        job.update(build.job().getBytes(StandardCharsets.UTF_8));
        String hex = digest.substring(digest.indexOf(':') + 1);
        return String.format(
                Locale.ROOT, "%d-%08x-%s", build.number(), job.getValue(), hex.substring(0, Math.min(DIGITS, hex.length())));
    }
}
