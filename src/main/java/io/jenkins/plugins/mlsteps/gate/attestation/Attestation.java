package io.jenkins.plugins.mlsteps.gate.attestation;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Signs verdicts. */
public final class Attestation {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private Attestation() {}

    /** The signed statement; empty for a verdict about a model that has no digest, which no statement could name. */
    public static Optional<Envelope> sign(Verdict verdict, SigningKey key) {
        if (verdict.digest() == null || !DIGEST.matcher(verdict.digest()).matches()) {
            return Optional.empty();
        }
        byte[] payload = Json.line(Statement.about(verdict)).getBytes(StandardCharsets.UTF_8);
        return Optional.of(Envelope.seal(Envelope.IN_TOTO, payload, key));
    }
}
