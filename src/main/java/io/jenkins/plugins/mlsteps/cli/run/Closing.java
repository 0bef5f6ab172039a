package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.report.Report;
import io.jenkins.plugins.mlsteps.report.Summary;
import java.io.IOException;
import java.nio.file.Path;

/** What every run ends with: the report, and its summary on the console. */
final class Closing {
    private Closing() {}

    /** Nothing of what the run did is lost when its report cannot be written. */
    static void show(Console console, Path ml) {
        try {
            Path report = Report.write(ml);
            console.line("");
            Summary.of(ml).forEach(console::line);
            console.line("report   " + report);
        } catch (IOException e) {
            console.line("The report cannot be written: " + IoFailure.sentence(e));
        }
    }
}
