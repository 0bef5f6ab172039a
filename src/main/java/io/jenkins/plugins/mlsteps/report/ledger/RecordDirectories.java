package io.jenkins.plugins.mlsteps.report.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the records of a build stand under its {@code ml/}. */
public final class RecordDirectories {
    private RecordDirectories() {}

    /** The directories of trainings, studies, gates and endpoints into which something was written since a time. */
    public static List<Path> writtenSince(Path mlDirectory, Instant since) {
        RecordFiles files = new RecordFiles(mlDirectory, since, new ArrayList<>());
        Stream<Path> steps = Stream.of("train", "tune", "gate")
                .flatMap(room -> files.records(mlDirectory.resolve(room)).stream());
        Stream<Path> endpoints = files.directories(mlDirectory.resolve("deploy")).stream()
                .flatMap(environment -> files.records(environment).stream());
        return Stream.concat(steps, endpoints).toList();
    }
}
