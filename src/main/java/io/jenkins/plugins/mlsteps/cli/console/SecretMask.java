package io.jenkins.plugins.mlsteps.cli.console;

import io.jenkins.plugins.mlsteps.host.Masking;
import java.util.List;

/** The secrets that a run came across so far. */
public final class SecretMask {
    private volatile Masking masking = Masking.none();

    public synchronized void add(String secret) {
        masking = masking.and(List.of(secret));
    }

    public String mask(String text) {
        return masking.of(text);
    }

    public Masking masking() {
        return masking;
    }
}
