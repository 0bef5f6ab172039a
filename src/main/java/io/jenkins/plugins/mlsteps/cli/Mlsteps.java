package io.jenkins.plugins.mlsteps.cli;

import io.jenkins.plugins.mlsteps.cli.command.Failure;
import io.jenkins.plugins.mlsteps.cli.command.LintCommand;
import io.jenkins.plugins.mlsteps.cli.command.RunCommand;
import io.jenkins.plugins.mlsteps.cli.command.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code mlsteps} command. */
@Command(
        name = "mlsteps",
        description = "Train, tune, gate and deploy models from one Jenkinsfile, with or without Jenkins.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Mlsteps {
    private Mlsteps() {}

    public static void main(String[] arguments) {
        // UTF-8 whatever the locale: that is what Jenkins, terminals and log files of today expect.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int status = commandLine(new Terminal(System.in, out, err, System.console() != null))
                .execute(arguments);
        out.flush();
        System.exit(status);
    }

    /** The command with all its subcommands. */
    static CommandLine commandLine(Terminal terminal) {
        CommandLine command = new CommandLine(new Mlsteps());
        command.addSubcommand(new RunCommand(terminal));
        command.addSubcommand(new LintCommand(terminal));
        command.setExecutionExceptionHandler(new Failure(terminal));
        command.setOut(new PrintWriter(terminal.out(), true));
        command.setErr(new PrintWriter(terminal.err(), true));
        return command;
    }
}
