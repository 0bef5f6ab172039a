package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.Aborted;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.Session;
import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.cli.session.TimedOut;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** Whether what was asked for cannot be done, however often it is tried. */
    public static boolean isWrongRequest(Throwable failure) {
        return failure instanceof SpecException || failure instanceof ConfigException || failure instanceof RejectedStep;
    }

    /** Whether the work was stopped from outside of it, so that trying it again is not wanted. */
    public static boolean isStop(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof Aborted && !(failure instanceof TimedOut timedOut && !timedOut.isInside());
    }

    /** Makes of the run and the stage what an error that nobody caught makes of them. */
    public static void worsen(Session session, Frame frame, Throwable failure) {
        if (isWrongRequest(failure)) {
            session.build().reject(frame.stage().path());
        }
        session.fail(frame, result(failure));
    }

    /**
     * The message of what an author can do something about; with its type where the message alone says nothing, and with what could
     * not be cleared up after it.
     */
    public static String message(Throwable failure) {
        return Stream.concat(
                        Stream.of(messageAlone(failure)),
                        Stream.of(failure.getSuppressed()).map(Failures::messageAlone))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String messageAlone(Throwable failure) {
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        if (failure instanceof IOException io) {
            return IoFailure.sentence(io);
        }
        if (failure instanceof UncheckedIOException io) {
            return IoFailure.sentence(io);
        }
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        boolean speaksToAuthors = failure instanceof StepError || failure instanceof StepFailure || isWrongRequest(failure);
        return speaksToAuthors ? message : failure.getClass().getSimpleName() + ": " + message;
    }
}
