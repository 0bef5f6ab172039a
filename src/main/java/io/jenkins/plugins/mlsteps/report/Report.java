package io.jenkins.plugins.mlsteps.report;

import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.WholeFile;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.page.Guarantor;
import io.jenkins.plugins.mlsteps.report.page.PageWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The page of a build: {@code ml/report.html}. */
public final class Report {
    private Report() {}

    /**
     * Writes the page from whatever records are there, and the figures of studies as data beside them; what cannot be read is
     * named on the page.
     *
     * @param mlDirectory the {@code ml} directory itself
     * @return the page
     * @throws IOException when the page cannot be written; an earlier one then stays as it was
     */
    public static Path write(Path mlDirectory) throws IOException {
        MlDirectory directory = new MlDirectory(mlDirectory);
        Ledger ledger = Ledger.read(mlDirectory);
        WholeFile.write(directory.report(), PageWriter.html(ledger, Guarantor.OF_EVERYTHING, Instant.now()));
        InsightFiles.write(directory, ledger.studies());
        return directory.report();
    }
}
