package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictVerifier;
import io.jenkins.plugins.mlsteps.gate.attestation.VerificationException;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mlsteps verify-verdict}. */
@Command(
        name = "verify-verdict",
        description = "Check who signed a verdict, and that it passed.",
        mixinStandardHelpOptions = true)
public final class VerifyVerdictCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The signed verdict: ml/gate/<name>/verdict.dsse.json.")
    private Path file;

    @Option(names = "--key", required = true, paramLabel = "PUB", description = "Public key of the signer, in PEM.")
    private Path key;

    @Option(names = "--digest", paramLabel = "sha256:…", description = "The model that the verdict must be about.")
    private String digest;

    public VerifyVerdictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Verdict verdict;
        PublicKey signer = signer();
        try {
            verdict = digest == null
                    ? VerdictVerifier.verify(file, signer)
                    : new VerdictVerifier(List.of(signer)).verify(file, digest);
        } catch (VerificationException e) {
            terminal.err().println("not authentic: " + e.getMessage());
            return ExitStatus.FAILED;
        }
        terminal.out()
                .println(Wording.printable("authentic: gate '" + verdict.gate() + "' " + (verdict.passed() ? "passed" : "failed")
                        + " model '" + verdict.model() + "' " + verdict.digest() + " at " + verdict.time()));
        verdict.checks()
                .forEach(check -> terminal.out().println((check.passed() ? "  pass  " : "  FAIL  ") + Wording.printable(check.rule())));
        return verdict.passed() ? ExitStatus.SUCCESS : ExitStatus.FAILED;
    }

    private PublicKey signer() {
        try {
            return KeyDirectory.publicKey(InputFile.text("--key", key), key.toString());
        } catch (IOException e) {
            throw new SpecException("--key: " + IoFailure.sentence(e), e);
        }
    }
}
