package io.jenkins.plugins.mlsteps.gate.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictVerifierTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    @TempDir
    Path workspace;

    private final SigningKey key = SigningKey.generate();

    @Test
    void acceptsWhatWasSigned() throws Exception {
        Path envelope = written(verdict(DIGEST, true, true));

        Verdict verified = VerdictVerifier.verify(envelope, key.publicKey());

        assertThat(verified).isEqualTo(verdict(DIGEST, true, true));
    }

    @Test
    void acceptsAnyOfSeveralKeys() throws Exception {
        Path envelope = written(verdict(DIGEST, true, true));

        assertThat(VerdictVerifier.verify(envelope, SigningKey.generate().publicKey(), key.publicKey()).passed())
                .isTrue();
    }

    @Test
    void refusesAnotherKey() throws Exception {
        Path envelope = written(verdict(DIGEST, true, true));

        assertThatThrownBy(() -> VerdictVerifier.verify(envelope, SigningKey.generate().publicKey()))
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining("verdict.dsse.json is not signed by a key that is accepted here");
    }

    @Test
    void looksAtNoMoreSignaturesThanSomebodyMeant() throws Exception {
        Envelope signed = Json.read(written(verdict(DIGEST, true, true)), Envelope.class);
        Envelope.Signed ours = signed.signatures().get(0);

        assertThat(verify(signed, Collections.nCopies(16, ours)).passed()).isTrue();
        assertThatThrownBy(() -> verify(signed, Collections.nCopies(17, ours)))
                .isInstanceOf(VerificationException.class)
                .hasMessage("many has 17 signatures, at most 16 are looked at");
    }

    private Verdict verify(Envelope envelope, List<Envelope.Signed> signatures) throws VerificationException {
        String json = Json.line(new Envelope(envelope.payloadType(), envelope.payload(), signatures));
        return new VerdictVerifier(List.of(key.publicKey())).verify(json, "many");
    }

    @Test
    void refusesWhatAReplacedKeySignedLater() throws Exception {
        Verdict verdict = verdict(DIGEST, true, true);
        Path envelope = written(verdict);

        assertThat(until(verdict.time()).verify(envelope)).isEqualTo(verdict);
        assertThatThrownBy(() -> until(verdict.time().minusSeconds(1)).verify(envelope))
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining("is a verdict of " + verdict.time())
                .hasMessageContaining("was replaced at " + verdict.time().minusSeconds(1) + " and signs nothing later");
    }

    private VerdictVerifier until(Instant time) {
        return VerdictVerifier.trusting(List.of(
                TrustedKey.always(SigningKey.generate().publicKey()), new TrustedKey(key.publicKey(), time)));
    }

    @Test
    void refusesEveryChangedByteOfThePayload() throws Exception {
        Path file = written(verdict(DIGEST, false, false));
        Envelope envelope = Json.read(file, Envelope.class);
        byte[] payload = Base64.getDecoder().decode(envelope.payload());
        for (int i = 0; i < payload.length; i++) {
            byte[] changed = payload.clone();
            changed[i] ^= 1;
            String json = Json.line(new Envelope(
                    envelope.payloadType(), Base64.getEncoder().encodeToString(changed), envelope.signatures()));
            assertThatThrownBy(() -> new VerdictVerifier(List.of(key.publicKey())).verify(json, "changed"))
                    .isInstanceOf(VerificationException.class);
        }
    }

    @Test
    void refusesAPassThatItsChecksContradict() throws Exception {
        Path envelope = written(verdict(DIGEST, true, false));

        assertThatThrownBy(() -> VerdictVerifier.verify(envelope, key.publicKey()))
                .hasMessageContaining("says that the gate passed, but not every check of it did");
    }

    @Test
    void refusesAVerdictAboutAnotherModel() throws Exception {
        Path envelope = written(verdict(DIGEST, true, true));
        String other = "sha256:" + "cd".repeat(32);

        assertThatThrownBy(() -> new VerdictVerifier(List.of(key.publicKey())).verify(envelope, other))
                .hasMessageContaining(DIGEST)
                .hasMessageContaining(other);
    }

    @Test
    void refusesWhatIsNoEnvelope() throws Exception {
        for (String text : List.of("", "null", "[]", "{}", "{\"payload\":\"!\"}", "{\"signatures\":[null]}", "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"e30=\",\"signatures\":[{}]}")) {
            Path file = Files.writeString(workspace.resolve("v.json"), text);
            assertThatThrownBy(() -> VerdictVerifier.verify(file, key.publicKey()))
                    .as(text)
                    .isInstanceOf(VerificationException.class);
        }
        assertThatThrownBy(() -> VerdictVerifier.verify(workspace.resolve("none"), key.publicKey()))
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining("none cannot be read");
    }

    @Test
    void refusesASignedStatementThatIsNotAVerdict() throws Exception {
        String statement = "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"m\",\"digest\":{}}],"
                + "\"predicateType\":\"https://slsa.dev/provenance/v1\",\"predicate\":{\"checks\":[]}}";
        Envelope envelope = Envelope.seal(Envelope.IN_TOTO, statement.getBytes(StandardCharsets.UTF_8), key);

        assertThatThrownBy(() -> new VerdictVerifier(List.of(key.publicKey())).verify(Json.line(envelope), "it"))
                .hasMessageContaining("https://slsa.dev/provenance/v1");
    }

    @Test
    void leavesNoOldEnvelopeBesideAVerdictThatCannotBeSigned() throws Exception {
        Path envelope = written(verdict(DIGEST, true, true));

        VerdictFiles.write(MlDirectory.in(workspace), verdict(null, false, false), key);

        assertThat(envelope).doesNotExist();
        assertThat(Json.read(MlDirectory.in(workspace).verdict("quality"), Verdict.class).digest())
                .isNull();
    }

    private Path written(Verdict verdict) throws Exception {
        MlDirectory ml = MlDirectory.in(workspace);
        VerdictFiles.write(ml, verdict, key);
        return VerdictFiles.envelope(ml, "quality");
    }

    private static Verdict verdict(String digest, boolean passed, boolean checkPassed) {
        return new Verdict(
                "quality",
                "churn",
                digest,
                passed,
                List.of(new Verdict.Check("auc >= 0.9", checkPassed, "auc = 0.93", ">= 0.9", "é ✔ reads well", null)),
                Map.of("auc", 0.93),
                new Verdict.Baseline("production", null, Map.of("auc", 0.92)),
                Map.of("predictions", DIGEST),
                SourceRevision.unknown(),
                "builder",
                "mlsteps 1.0",
                Instant.parse("2026-01-02T03:04:05Z"));
    }
}
