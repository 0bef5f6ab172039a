package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.run.LocalRun;
import io.jenkins.plugins.mlsteps.cli.run.RunRequest;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mlsteps run}. */
@Command(
        name = "run",
        description = "Run a Jenkinsfile on this machine.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "Jenkinsfile",
            arity = "0..1",
            defaultValue = "Jenkinsfile",
            description = "The file to run (default: ${DEFAULT-VALUE}).")
    private Path jenkinsfile;

    @Option(names = "-p", paramLabel = "name=value", description = "Value for a parameter of the pipeline; may be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "Directory to run in (default: the directory of the Jenkinsfile).")
    private Path workspace;

    @Option(
            names = "--config",
            paramLabel = "mlsteps.yaml",
            description = "What an administrator defined (default: mlsteps.yaml in the workspace or beside the Jenkinsfile).")
    private Path config;

    @Option(
            names = "--resume",
            description = "Go on with the run before, which was killed or interrupted: finished stages are not repeated.")
    private boolean resume;

    @Mixin
    private Approval approval;

    public RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Path directory = workspace == null ? null : InputFile.directory("--workspace", workspace);
        RunRequest request = new RunRequest(jenkinsfile, parameters, directory, config, resume);
        LocalRun run = new LocalRun(request, terminal.attendance(approval));
        Result result = run.run();
        if (run.isInterrupted()) {
            return ExitStatus.INTERRUPTED;
        }
        return run.isRejected() ? ExitStatus.WRONG_REQUEST : ExitStatus.of(result);
    }
}
