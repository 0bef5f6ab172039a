package io.jenkins.plugins.mlsteps.gate.attestation;

import java.security.PublicKey;
import java.time.Instant;

/**
 * A key whose verdicts count.
 *
 * @param until time of the last verdict that counts; null for a key that still signs
 */
public record TrustedKey(PublicKey key, Instant until) {
    /** A key whose verdicts count, of whatever time. */
    public static TrustedKey always(PublicKey key) {
        return new TrustedKey(key, null);
    }

    /** Whether a verdict of this time counts. */
    boolean trusts(Instant time) {
        return until == null || (time != null && !time.isAfter(until));
    }
}
