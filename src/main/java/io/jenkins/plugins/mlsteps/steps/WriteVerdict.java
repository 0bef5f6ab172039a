package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.gate.attestation.Envelope;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.record.WholeFile;
import io.jenkins.plugins.mlsteps.report.JUnitXml;
import io.jenkins.plugins.mlsteps.report.Markdown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes a verdict in every form its readers want.
 *
 * @param envelope the signed statement; null when the verdict cannot be signed
 */
record WriteVerdict(Verdict verdict, Envelope envelope) implements Workspace.Task<Boolean> {
    @Override
    public Boolean on(Path root) throws IOException {
        MlDirectory ml = MlDirectory.in(root);
        Path directory = ml.gate(verdict.gate());
        VerdictFiles.write(ml, verdict, Optional.ofNullable(envelope));
        WholeFile.write(directory.resolve("junit.xml"), JUnitXml.of(verdict));
        WholeFile.write(directory.resolve("summary.md"), Markdown.of(verdict));
        return true;
    }
}
