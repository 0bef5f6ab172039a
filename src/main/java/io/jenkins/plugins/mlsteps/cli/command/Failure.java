package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.mlsteps.cli.step.Failures;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
        return Failures.isWrongRequest(failure)
                || failure instanceof JenkinsfileException
                || failure instanceof NoSuchFileException
                || failure instanceof AccessDeniedException
                || failure instanceof NotDirectoryException;
    }

    private static String message(Exception failure) {
        if (failure instanceof IOException io) {
            return IoFailure.sentence(io);
        }
        if (isWrongRequest(failure) || failure instanceof StepFailure) {
            return failure.getMessage();
        }
        return failure instanceof UncheckedIOException io ? IoFailure.sentence(io) : failure.toString();
    }
}
