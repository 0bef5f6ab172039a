package io.jenkins.plugins.mlsteps.gate.attestation;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A verdict on disk: {@code verdict.json} for readers, {@code verdict.dsse.json} for verifiers. */
public final class VerdictFiles {
    private VerdictFiles() {}

    /** Signs and writes in one place; a host that keeps its key away from the workspace signs first. */
    public static void write(MlDirectory ml, Verdict verdict, SigningKey key) throws IOException {
        write(ml, verdict, Attestation.sign(verdict, key));
    }

    /**
     * Replaces what an earlier run of the gate left.
     *
     * @param envelope empty for a verdict that cannot be signed: then an earlier envelope is deleted, not left to mislead
     */
    public static void write(MlDirectory ml, Verdict verdict, Optional<Envelope> envelope) throws IOException {
        Files.deleteIfExists(envelope(ml, verdict.gate()));
        Json.write(ml.verdict(verdict.gate()), verdict);
        if (envelope.isPresent()) {
            Json.write(envelope(ml, verdict.gate()), envelope.get());
        }
    }

    /** {@code ml/gate/<gate>/verdict.dsse.json}. */
    public static Path envelope(MlDirectory ml, String gate) {
        return ml.gate(gate).resolve("verdict.dsse.json");
    }
}
