package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.report.Report;
import io.jenkins.plugins.mlsteps.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mlsteps report}. */
@Command(
        name = "report",
        description = "Write report.html from the records of a build, and show their summary.",
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "ml",
            arity = "0..1",
            defaultValue = "ml",
            description = "The directory with the records (default: ${DEFAULT-VALUE}).")
    private Path directory;

    public ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new RejectedStep("there is no directory " + directory + ": give the ml directory of a build");
        }
        Path page = Report.write(directory);
        Summary.of(directory).forEach(terminal.out()::println);
        terminal.out().println("report   " + page);
        return ExitStatus.SUCCESS;
    }
}
