package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.console.TextTable;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoint;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mlsteps endpoint}. */
@Command(
        name = "endpoint",
        description = "Look after the endpoints of this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class EndpointCommand {
    private final Terminal terminal;

    public EndpointCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "list", description = "List endpoints.", mixinStandardHelpOptions = true)
    int list() throws IOException {
        TextTable table = new TextTable().row("ENVIRONMENT", "NAME", "STATE", "URL", "MODEL", "REVISION", "SINCE");
        for (LocalEndpoint endpoint : LocalEndpoints.standard().list()) {
            table.row(
                    endpoint.environment(),
                    endpoint.name(),
                    endpoint.running() ? "running" : "stopped",
                    String.valueOf(endpoint.url()),
                    String.valueOf(endpoint.model()),
                    String.valueOf(endpoint.revision()),
                    String.valueOf(endpoint.since()));
        }
        table.lines().forEach(terminal.out()::println);
        return ExitStatus.SUCCESS;
    }

    @Command(name = "stop", description = "Stop an endpoint after its last request.", mixinStandardHelpOptions = true)
    int stop(@Parameters(paramLabel = "NAME", description = "NAME, or ENVIRONMENT/NAME.") String name)
            throws IOException, InterruptedException {
        boolean ran = LocalEndpoints.standard().stop(name);
        terminal.out().println("endpoint '" + name + "' " + (ran ? "is stopped" : "did not run"));
        return ExitStatus.SUCCESS;
    }

    @Command(name = "logs", description = "Show what an endpoint's server printed.", mixinStandardHelpOptions = true)
    int logs(@Parameters(paramLabel = "NAME", description = "NAME, or ENVIRONMENT/NAME.") String name)
            throws IOException {
        Path log = LocalEndpoints.standard().log(name);
        if (Files.exists(log)) {
            Files.copy(log, terminal.out());
            terminal.out().flush();
        }
        return ExitStatus.SUCCESS;
    }
}
