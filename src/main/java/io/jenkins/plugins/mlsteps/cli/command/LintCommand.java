package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.JenkinsfileCompiler;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mlsteps lint}. */
@Command(
        name = "lint",
        description = "Check a Jenkinsfile without running anything of it.",
        mixinStandardHelpOptions = true)
public final class LintCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "Jenkinsfile",
            arity = "0..1",
            defaultValue = "Jenkinsfile",
            description = "The file to check (default: ${DEFAULT-VALUE}).")
    private Path jenkinsfile;

    public LintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        JenkinsfileCompiler.compile(jenkinsfile)
                .pipeline()
                .notes()
                .forEach(note -> terminal.out().println("Note: " + note));
        terminal.out().println(jenkinsfile + " can run here");
        return ExitStatus.SUCCESS;
    }
}
