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

    /** SHA-256 of the public key in hex, as envelopes name who signed. */
    public String id() {
        return KeyId.of(key);
    }

    /** Whether a verdict of this time counts. */
    public boolean trusts(Instant time) {
        return until == null || (time != null && !time.isAfter(until));
    }
}
