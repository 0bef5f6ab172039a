package io.jenkins.plugins.mlsteps.cli.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run that came to its end, one a line in {@code .mlsteps/history.jsonl}, the oldest first. A process that was killed while it
 * wrote leaves part of a line, which is of no run.
 */
public record EndedBuild(int number, Result result) {
    public static List<EndedBuild> read(Path history) throws IOException {
        List<EndedBuild> builds = new ArrayList<>();
        if (Files.exists(history)) {
            for (String line : Files.readAllLines(history)) {
                parse(line).ifPresent(builds::add);
            }
        }
        return builds;
    }

    private static Optional<EndedBuild> parse(String line) throws IOException {
        try {
            return Optional.ofNullable(Json.parse(line, EndedBuild.class));
        } catch (JsonProcessingException partOfALine) {
            return Optional.empty();
        }
    }

    public void append(Path history) throws IOException {
        Files.createDirectories(history.getParent());
        String before = Files.exists(history) ? Files.readString(history) : "";
        String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        Files.writeString(history, separator + Json.line(this) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
