package io.jenkins.plugins.mlsteps.deploy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.gate.attestation.SigningKey;
import io.jenkins.plugins.mlsteps.gate.attestation.TrustedKey;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.host.WorkspaceHere;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedVerdictsTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final Instant TIME = Instant.parse("2026-03-11T12:00:00Z");

    @TempDir
    Path root;

    private final SigningKey key = SigningKey.generate();

    private GateEvidence find() throws IOException, InterruptedException {
        Workspace workspace = new WorkspaceHere() {
            @Override
            public <T> T act(Task<T> task) throws IOException, InterruptedException {
                return task.on(root);
            }
        };
        return new SignedVerdicts(workspace, List.of(TrustedKey.always(key.publicKey()))).find("quality", DIGEST);
    }

    private void write(boolean passed, SigningKey signer) throws IOException {
        Verdict.Check check = new Verdict.Check("auc >= 0.9", passed, "0.8", ">= 0.9", "0.8 is less", null);
        Verdict verdict = new Verdict(
                "quality", "churn", DIGEST, passed, List.of(check), null, null, null, null, "test", "mlsteps", TIME).ofJob("churn");
        VerdictFiles.write(MlDirectory.in(root), verdict, signer);
    }

    @Test
    void findsAnAuthenticVerdict() throws Exception {
        write(true, key);

        assertThat(find().inBrief())
                .isEqualTo(new GateEvidence("quality", null, true, DIGEST, "churn", List.of(), true, TIME));
    }

    @Test
    void namesTheChecksThatFailed() throws Exception {
        write(false, key);

        assertThat(find().passed()).isFalse();
        assertThat(find().failed()).containsExactly("auc >= 0.9");
    }

    @Test
    void doesNotBelieveAVerdictSignedByAStranger() throws Exception {
        write(true, SigningKey.generate());

        assertThat(find().problem()).contains("not signed by a key that is accepted here");
    }

    @Test
    void doesNotBelieveAnUnsignedVerdict() throws Exception {
        write(true, key);
        Files.delete(root.resolve("ml/gate/quality/verdict.dsse.json"));

        assertThat(find().problem()).contains("verdict.dsse.json does not exist; run evaluateGate(name: 'quality') first");
    }

    @Test
    void keepsNoMoreOfWhatAFileSaysThanAReasonMayHave() throws Exception {
        write(true, key);
        String type = "x".repeat(5_000_000);
        Files.writeString(
                root.resolve("ml/gate/quality/verdict.dsse.json"),
                "{\"payloadType\": \"" + type + "\", \"payload\": \"e30=\", \"signatures\": []}");

        assertThat(find().problem()).startsWith("ml/gate/quality/verdict.dsse.json has payload type 'xxx").hasSize(Reason.LONGEST);
    }

    @Test
    void namesAFewOfManyChecksThatFailed() throws Exception {
        Verdict.Check check = new Verdict.Check("auc >= " + "9".repeat(5000), false, "0.8", "?", "0.8 is less", null);
        Verdict verdict = new Verdict(
                "quality", "churn", DIGEST, false, Collections.nCopies(1000, check), null, null, null, null, "test", "mlsteps", TIME)
                .ofJob("churn");
        VerdictFiles.write(MlDirectory.in(root), verdict, key);

        assertThat(find().failed()).hasSize(GateEvidence.MOST_FAILED).allMatch(rule -> rule.length() == Reason.LONGEST);
    }

    @Test
    void takesAnUnreadableEnvelopeForNone() throws Exception {
        write(true, key);
        Path envelope = root.resolve("ml/gate/quality/verdict.dsse.json");

        Files.write(envelope, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(find().problem()).contains("is not a DSSE envelope");
    }

    @Test
    void doesNotTakeOneGatesVerdictForAnothers() throws Exception {
        write(true, key);
        Path other = root.resolve("ml/gate/other/verdict.dsse.json");
        Files.createDirectories(other.getParent());
        Files.move(root.resolve("ml/gate/quality/verdict.dsse.json"), other);
        Files.createDirectories(root.resolve("ml/gate/quality"));

        Workspace workspace = new WorkspaceHere() {
            @Override
            public <T> T act(Task<T> task) throws IOException, InterruptedException {
                return task.on(root);
            }
        };
        GateEvidence evidence =
                new SignedVerdicts(workspace, List.of(TrustedKey.always(key.publicKey()))).find("other", DIGEST);

        assertThat(evidence.problem()).isEqualTo("the envelope holds a verdict of gate 'quality'");
    }
}
