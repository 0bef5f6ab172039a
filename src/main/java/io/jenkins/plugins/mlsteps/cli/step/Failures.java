package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an exception means for a stage and how it reads. */
public final class Failures {
    private Failures() {}

    public static Result result(Throwable failure) {
        if (failure instanceof StepError error) {
            return error.result();
        }
        return failure instanceof InterruptedException ? Result.ABORTED : Result.FAILURE;
    }

    /**
     * The message of what an author can do something about; with its type where the message alone says nothing, and with what could
     * not be cleared up after it.
     */
    public static String message(Throwable failure) {
        return Stream.concat(
                        Stream.of(messageAlone(failure)),
                        Stream.of(failure.getSuppressed()).map(left -> Objects.requireNonNullElse(left.getMessage(), left.toString())))
                .collect(Collectors.joining("; "));
    }

    private static String messageAlone(Throwable failure) {
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        boolean speaksToAuthors = failure instanceof StepError
                || failure instanceof StepFailure
                || failure instanceof SpecException
                || failure instanceof ConfigException;
        return speaksToAuthors ? message : failure.getClass().getSimpleName() + ": " + message;
    }
}
