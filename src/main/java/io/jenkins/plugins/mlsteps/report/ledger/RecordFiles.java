package io.jenkins.plugins.mlsteps.report.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.LineLimit;
import io.jenkins.plugins.mlsteps.record.RegularFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads files under one {@code ml/} directory; what cannot be read becomes a notice instead of an exception. */
final class RecordFiles {
    private final Path root;
    private final Instant since;
    private final List<Notice> notices;

    /** @param since directories that were complete before then are left out; {@link Instant#MIN} for none */
    RecordFiles(Path root, Instant since, List<Notice> notices) {
        this.root = root;
        this.since = since;
        this.notices = notices;
    }

    /** The directories in a directory, by name; none when there is no such directory. Links are not followed. */
    List<Path> directories(Path parent) {
        if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            notice(parent, "This directory cannot be listed: " + IoFailure.sentence(e));
            return List.of();
        }
    }

    /** The directories in a directory that hold a file of the time that is asked for. */
    List<Path> records(Path parent) {
        return directories(parent).stream().filter(this::isTouched).toList();
    }

    /** Whether a file, or a file in a directory, was written in the time that is asked for. */
    boolean isTouched(Path fileOrDirectory) {
        if (since.equals(Instant.MIN)) {
            return true;
        }
        try (Stream<Path> files = Files.walk(fileOrDirectory, 1)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .anyMatch(file -> !lastModified(file).isBefore(since));
        } catch (IOException | UncheckedIOException e) {
            notice(fileOrDirectory, "This directory cannot be listed: " + e.getMessage());
            return false;
        }
    }

    private static Instant lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MIN; // renamed or removed by a step that runs beside
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record that its directory promises: missing is worth a notice. */
    <T> Optional<T> required(Path file, Class<T> type) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            notice(file, "This record is missing: the step has not finished, or was stopped before it could write it.");
            return Optional.empty();
        }
        return optional(file, type);
    }

    <T> Optional<T> optional(Path file, Class<T> type) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS) || !isRegular(file)) {
            return Optional.empty();
        }
        try {
            if (isTooLarge(file)) {
                return Optional.empty();
            }
            Optional<T> value = Optional.ofNullable(Json.mapper().readValue(Files.readAllBytes(file), type));
            if (value.isEmpty()) {
                notice(file, "This record holds nothing but null.");
            }
            return value;
        } catch (JsonProcessingException e) {
            notice(file, "This record is half written or damaged and is left out: " + IoFailure.sentence(e));
        } catch (IOException e) {
            notice(file, "This record cannot be read and is left out: " + IoFailure.sentence(e));
        }
        return Optional.empty();
    }

    /** Hands each line to a reader; lines that the reader refuses are counted in one notice. */
    void lines(Path file, LineReader reader) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS) || !isRegular(file)) {
            return;
        }
        long number = 0;
        long refused = 0;
        long firstRefused = 0;
        try (BufferedReader lines = reader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank() && !accepts(reader, line)) {
                    firstRefused = refused++ == 0 ? number : firstRefused;
                }
            }
        } catch (MalformedInputException e) {
            notice(file, "Reading stopped after line " + number + ": what follows is not UTF-8.");
        } catch (IOException e) {
            notice(file, "Reading stopped after line " + number + ": " + IoFailure.sentence(e));
        }
        if (refused > 0) {
            notice(
                    file,
                    refused + " of " + number + " lines are half written or damaged and are left out, the first is line "
                            + firstRefused + ".");
        }
    }

    /** Such that what is not UTF-8 is an error. */
    private static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(
                new LineLimit(new InputStreamReader(RegularFile.open(file), StandardCharsets.UTF_8.newDecoder())));
    }

    void notice(Path file, String message) {
        notices.add(new Notice(root.relativize(file).toString().replace('\\', '/'), message));
    }

    private static boolean accepts(LineReader reader, String line) {
        try {
            reader.read(line);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isTooLarge(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes > RegularFile.MOST_BYTES) {
            notice(file, "This record has " + bytes + " bytes, at most " + RegularFile.MOST_BYTES + " are read; it is left out.");
        }
        return bytes > RegularFile.MOST_BYTES;
    }

    /** A link could show a file from outside {@code ml/} in the page. */
    private boolean isRegular(Path file) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        notice(file, "This is a link or a directory where a file was expected; it is left out.");
        return false;
    }

    /** Takes one line. */
    interface LineReader {
        /** @throws IOException or IllegalArgumentException when the line is not what it should be */
        void read(String line) throws IOException;
    }
}
