package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.command.Terminal;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKey;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyVerdictTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    @TempDir
    Path directory;

    private final SigningKey key = SigningKey.generate();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aVerdictThatPassedIsListedAndTheStatusIsZero() throws Exception {
        assertThat(verify("auc >= 0.9", true, DIGEST)).isZero();
        assertThat(said()).contains("authentic: gate 'quality' passed model 'churn' " + DIGEST, "  pass  auc >= 0.9");
    }

    @Test
    void aVerdictAboutAnotherModelIsNotAuthentic() throws Exception {
        assertThat(verify("auc >= 0.9", true, "sha256:" + "cd".repeat(32))).isEqualTo(1);
        assertThat(said()).startsWith("not authentic: ");
    }

    @Test
    void aRuleCannotPaintOverTheWordBeforeIt() throws Exception {
        assertThat(verify("auc >= 0.9\r  pass\u001b[8D", false, DIGEST)).isEqualTo(1);
        assertThat(said()).contains("  FAIL  auc >= 0.9   pass [8D").doesNotContain("\r  pass", "\u001b");
    }

    private int verify(String rule, boolean passed, String digest) throws Exception {
        MlDirectory ml = MlDirectory.in(directory);
        VerdictFiles.write(ml, verdict(rule, passed), key);
        Path pem = Files.writeString(directory.resolve("verdicts.pub"), key.publicPem());
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Mlsteps.commandLine(new Terminal(InputStream.nullInputStream(), out, out, false))
                .execute(
                        "verify-verdict", VerdictFiles.envelope(ml, "quality").toString(), "--key", pem.toString(), "--digest", digest);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Verdict verdict(String rule, boolean passed) {
        return new Verdict(
                "quality",
                "churn",
                DIGEST,
                passed,
                List.of(new Verdict.Check(rule, passed, "auc = 0.93", ">= 0.9", "", null)),
                Map.of("auc", 0.93),
                new Verdict.Baseline("production", null, Map.of("auc", 0.92)),
                Map.of(),
                SourceRevision.unknown(),
                "builder",
                "mlsteps 1.0",
                Instant.parse("2026-01-02T03:04:05Z"));
    }
}
