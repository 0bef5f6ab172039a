package io.jenkins.plugins.mlsteps.cli;

import io.jenkins.plugins.mlsteps.cli.command.Failure;
import io.jenkins.plugins.mlsteps.cli.command.LintCommand;
import io.jenkins.plugins.mlsteps.cli.command.RunCommand;
import io.jenkins.plugins.mlsteps.cli.command.SimulateGateCommand;
import io.jenkins.plugins.mlsteps.cli.command.StepCommand;
import io.jenkins.plugins.mlsteps.cli.command.Terminal;
import io.jenkins.plugins.mlsteps.cli.command.ServeCommand;
import io.jenkins.plugins.mlsteps.cli.command.SuggestCommand;
import io.jenkins.plugins.mlsteps.cli.command.VerifyVerdictCommand;
import io.jenkins.plugins.mlsteps.cli.command.ReportCommand;
import io.jenkins.plugins.mlsteps.cli.command.EndpointCommand;
import io.jenkins.plugins.mlsteps.cli.command.DoctorCommand;
import io.jenkins.plugins.mlsteps.cli.command.RegistryCommand;
import io.jenkins.plugins.mlsteps.cli.command.Version;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code mlsteps} command. */
@Command(
        name = "mlsteps",
        description = "Train, tune, gate and deploy models from one Jenkinsfile, with or without Jenkins.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
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
        command.addSubcommand("train", StepCommand.of(terminal, TrainSpec.class));
        command.addSubcommand("tune", StepCommand.of(terminal, TuneSpec.class));
        command.addSubcommand("gate", StepCommand.of(terminal, GateSpec.class));
        command.addSubcommand("deploy", StepCommand.of(terminal, DeploySpec.class));
        command.addSubcommand(new ServeCommand(terminal));
        command.addSubcommand(new SuggestCommand(terminal));
        command.addSubcommand(new VerifyVerdictCommand(terminal));
        command.addSubcommand(new SimulateGateCommand(terminal));
        command.addSubcommand(new ReportCommand(terminal));
        command.addSubcommand(new EndpointCommand(terminal));
        command.addSubcommand(new RegistryCommand(terminal));
        command.addSubcommand(new DoctorCommand(terminal));
        command.addSubcommand("completion", new AutoComplete.GenerateCompletion());
        // Its own name, generate-completion, would be what its help tells to call.
        command.getSubcommands().get("completion").getCommandSpec().name("completion").usageMessage().hidden(false);
        command.setExecutionExceptionHandler(new Failure(terminal));
        command.setOut(new PrintWriter(terminal.out(), true));
        command.setErr(new PrintWriter(terminal.err(), true));
        return command;
    }
}
