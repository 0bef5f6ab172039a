package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/** Tells people what went wrong, and the caller by which exit status. */
public final class Failure implements CommandLine.IExecutionExceptionHandler {
    private final Terminal terminal;

    public Failure(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        terminal.err().println(message(failure));
        if (failure instanceof StepFailure step) {
            return step.isUnstable() ? ExitStatus.UNSTABLE : ExitStatus.FAILED;
        }
        if (failure instanceof InterruptedException) {
            return ExitStatus.INTERRUPTED;
        }
        return isWrongRequest(failure) ? ExitStatus.WRONG_REQUEST : ExitStatus.FAILED;
    }

    private static boolean isWrongRequest(Exception failure) {
        return failure instanceof SpecException
                || failure instanceof ConfigException
                || failure instanceof JenkinsfileException
                || failure instanceof RejectedStep
                || failure instanceof NoSuchFileException;
    }

    private static String message(Exception failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "file " + missing.getFile() + " does not exist";
        }
        if (isWrongRequest(failure) || failure instanceof StepFailure) {
            return failure.getMessage();
        }
        return failure instanceof IOException && failure.getMessage() != null
                ? failure.getClass().getSimpleName() + ": " + failure.getMessage()
                : failure.toString();
    }
}
