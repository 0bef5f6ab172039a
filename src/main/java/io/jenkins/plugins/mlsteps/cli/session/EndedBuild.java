package io.jenkins.plugins.mlsteps.cli.session;

import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A run that came to its end, one a line in {@code .mlsteps/history.jsonl}, the oldest first. */
public record EndedBuild(int number, Result result) {
    public static List<EndedBuild> read(Path history) throws IOException {
        List<EndedBuild> builds = new ArrayList<>();
        if (Files.exists(history)) {
            for (String line : Files.readAllLines(history)) {
                builds.add(Json.parse(line, EndedBuild.class));
            }
        }
        return builds;
    }

    public void append(Path history) throws IOException {
        Files.createDirectories(history.getParent());
        Files.writeString(history, Json.line(this) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
