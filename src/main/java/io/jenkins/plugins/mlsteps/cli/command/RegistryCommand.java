package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.host.configuration.ConfigFile;
import io.jenkins.plugins.mlsteps.cli.console.TextTable;
import io.jenkins.plugins.mlsteps.deploy.local.LocalStore;
import io.jenkins.plugins.mlsteps.model.registry.FileRegistry;
import io.jenkins.plugins.mlsteps.model.registry.RegisteredModel;
import io.jenkins.plugins.mlsteps.model.registry.RegistryAccess;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code mlsteps registry}. */
@Command(
        name = "registry",
        description = "Look after the registered models of this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class RegistryCommand {
    private final Terminal terminal;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Directory with ml/ and perhaps mlsteps.yaml (default: the current one).")
    private Path workspace = Path.of("");

    @Option(
            names = "--config",
            paramLabel = "mlsteps.yaml",
            scope = ScopeType.INHERIT,
            description = "What an administrator defined (default: mlsteps.yaml in the workspace).")
    private Path config;

    public RegistryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "add",
            description = "Register a trained model as the next version of its name.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "MODEL", description = "Name of the trained model.") String model,
            @Option(names = "--name", description = "Name to register it under (default: its own).") String name,
            @Option(names = "--alias", description = "Aliases that shall point at the version.") List<String> aliases)
            throws IOException {
        FileRegistry registry = registry();
        String registered = name == null ? model : name;
        String version = registry.register(MlDirectory.in(workspace.toAbsolutePath()), model, registered);
        terminal.out().println("models:/" + registered + "/" + version);
        for (String alias : aliases == null ? List.<String>of() : aliases) {
            alias(registered, alias, version);
        }
        return ExitStatus.SUCCESS;
    }

    @Command(name = "alias", description = "Let an alias point at a version.", mixinStandardHelpOptions = true)
    int alias(
            @Parameters(paramLabel = "NAME", description = "Name of the registered model.") String name,
            @Parameters(paramLabel = "ALIAS", description = "Such as champion.") String alias,
            @Parameters(paramLabel = "VERSION", description = "Its number.") String version)
            throws IOException {
        registry().alias(name, alias, version);
        terminal.out().println("models:/" + name + "@" + alias + " is version " + version);
        return ExitStatus.SUCCESS;
    }

    @Command(name = "list", description = "List versions and aliases.", mixinStandardHelpOptions = true)
    int list() throws IOException {
        FileRegistry registry = registry();
        TextTable table = new TextTable().row("NAME", "VERSION", "ALIASES", "DIGEST");
        for (Map.Entry<String, List<String>> name : registry.versions().entrySet()) {
            Map<String, String> aliases = registry.aliases(name.getKey());
            for (String number : name.getValue()) {
                RegisteredModel version = registry.version(name.getKey(), number);
                List<String> own = aliases.entrySet().stream()
                        .filter(alias -> alias.getValue().equals(number))
                        .map(Map.Entry::getKey)
                        .toList();
                table.row(version.name(), number, String.join(", ", own), String.valueOf(version.digest()));
            }
        }
        table.lines().forEach(terminal.out()::println);
        return ExitStatus.SUCCESS;
    }

    private FileRegistry registry() {
        Path directory = workspace.toAbsolutePath();
        Optional<Path> file = config == null ? ConfigFile.find(directory) : Optional.of(config);
        Registry defined = file.map(found -> ConfigFile.read(found).registry()).orElse(null);
        if (defined == null) {
            return FileRegistry.in(LocalStore.standard().home());
        }
        if (RegistryAccess.isServer(defined.uri())) {
            throw new SpecException("the registry is the tracking server " + defined.uri()
                    + ": models are registered there with MLflow's own client");
        }
        return new FileRegistry(Path.of(defined.uri()));
    }
}
