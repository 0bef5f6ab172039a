package io.jenkins.plugins.mlsteps.cli.console;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/** Replaces secrets in whatever people or files get to see. */
public final class SecretMask {
    private static final String STARS = "****";

    /** Shorter ones would turn ordinary text into stars. */
    private static final int SHORTEST = 3;

    /** Longest first, so that a secret that contains another one is replaced as a whole. */
    private final ConcurrentSkipListSet<String> secrets = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** A secret of several lines is masked line by line, as logs are. */
    public void add(String secret) {
        List<String> lines = secret.lines().map(String::strip).toList();
        lines.stream().filter(line -> line.length() >= SHORTEST).forEach(secrets::add);
    }

    public String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, STARS);
        }
        return masked;
    }
}
