package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an {@link IOException} says to people. Many name only a file, and what happened to it only by their class. */
public final class IoFailure {
    /** Where Jackson says that something began, which names the settings of its parser too. */
    private static final Pattern START =
            Pattern.compile("\\(start marker at \\[Source: [^\\]]*line: (\\d+), column: (\\d+)\\]\\)");

    private IoFailure() {}

    /** One sentence, without names of Java classes. */
    public static String sentence(IOException failure) {
        if (failure instanceof JsonMappingException mapping && !(failure.getCause() instanceof JsonProcessingException)) {
            return unexpected(mapping) + at(mapping.getLocation());
        }
        if (failure instanceof JsonProcessingException json) {
            return mistake(json) + at(json.getLocation());
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        if (failure instanceof FileSystemException file) {
            return sentence(file);
        }
        return failure.getMessage() == null || failure.getMessage().isBlank() ? words(failure) : failure.getMessage();
    }

    /** What is wrong with a text that is to be JSON, without where it was found out. */
    public static String mistake(JsonProcessingException failure) {
        return START.matcher(failure.getOriginalMessage()).replaceAll("(which begins at line $1, column $2)");
    }

    /** What was said when it was wrapped, or else what the exception inside says. */
    public static String sentence(UncheckedIOException failure) {
        IOException cause = failure.getCause();
        return cause.toString().equals(failure.getMessage()) ? sentence(cause) : failure.getMessage();
    }

    private static String sentence(FileSystemException failure) {
        if (failure.getFile() == null) {
            return failure.getMessage() == null ? words(failure) : failure.getMessage();
        }
        String other = failure.getOtherFile() == null ? "" : " -> " + failure.getOtherFile();
        return failure.getFile() + other + " " + whatHappened(failure);
    }

    private static String whatHappened(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "may not be accessed: permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        if (failure instanceof NotDirectoryException) {
            return "is not a directory";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "is a directory that is not empty";
        }
        return "cannot be used: " + (failure.getReason() == null ? words(failure) : failure.getReason());
    }

    /** What Jackson says of this names classes. */
    private static String unexpected(JsonMappingException failure) {
        String message = failure.getOriginalMessage();
        if (message.startsWith("No content")) {
            return "it is empty";
        }
        if (message.startsWith("Trailing token")) {
            return "something follows the end of its JSON";
        }
        String path = failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return (path.isEmpty() ? "it" : "'" + path + "'") + " is not of the kind that is expected there";
    }

    private static String at(JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    /** {@code NoRouteToHostException} as "no route to host". */
    private static String words(IOException failure) {
        return failure.getClass().getSimpleName().replaceFirst("Exception$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
