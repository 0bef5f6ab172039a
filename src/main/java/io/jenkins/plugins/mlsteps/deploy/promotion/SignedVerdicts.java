package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.gate.attestation.TrustedKey;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictVerifier;
import io.jenkins.plugins.mlsteps.gate.attestation.VerificationException;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.RegularFile;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Verdicts that {@code evaluateGate} left signed in a workspace. The envelope is read where the workspace is and verified
 * here, so that a machine that runs authors' code never says which key is trusted.
 */
public final class SignedVerdicts implements EvidenceSource {
    /** An envelope is a few kilobytes for each check; a file beyond this is not one. */
    private static final long MOST_BYTES = 16L << 20;

    private final Workspace workspace;
    private final VerdictVerifier verifier;

    /** @param trusted keys whose verdicts count */
    public SignedVerdicts(Workspace workspace, Collection<TrustedKey> trusted) {
        this.workspace = workspace;
        this.verifier = VerdictVerifier.trusting(trusted);
    }

    @Override
    public GateEvidence find(String gate, String digest) throws IOException, InterruptedException {
        String envelope = workspace.act(root -> read(root, gate));
        if (envelope == null) {
            return GateEvidence.absent(
                    gate, "ml/gate/" + gate + "/verdict.dsse.json does not exist; run evaluateGate(name: '" + gate + "') first");
        }
        try {
            Verdict verdict = verifier.verify(envelope, "ml/gate/" + gate + "/verdict.dsse.json");
            if (!gate.equals(verdict.gate())) {
                return GateEvidence.absent(gate, "the envelope holds a verdict of gate '" + verdict.gate() + "'");
            }
            return GateEvidence.authentic(verdict);
        } catch (VerificationException e) {
            return GateEvidence.absent(gate, e.getMessage());
        }
    }

    private static String read(Path root, String gate) throws IOException {
        Path file = MlDirectory.in(root).gate(gate).resolve("verdict.dsse.json");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (Files.size(file) > MOST_BYTES) {
            return "";
        }
        try (InputStream in = RegularFile.open(file)) {
            // Bytes that are no UTF-8 are an unreadable verdict, not a failure to look.
            return new String(in.readNBytes(Math.toIntExact(MOST_BYTES)), StandardCharsets.UTF_8);
        }
    }
}
