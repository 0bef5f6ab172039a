package io.jenkins.plugins.mlsteps.report.ledger;

import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything a build wrote down, as far as it can be read.
 *
 * @param build the timeline; absent for a step that ran on its own
 * @param notices files that are missing, half written or not what their name says
 */
public record Ledger(
        Optional<BuildRecord> build,
        List<Training> trainings,
        List<Study> studies,
        List<Verdict> verdicts,
        List<Deployment> deployments,
        List<Notice> notices) {

    /** Reads {@code ml/}; a directory that does not exist is an empty ledger with a notice. */
    public static Ledger read(Path mlDirectory) {
        List<Notice> notices = new ArrayList<>();
        RecordFiles files = new RecordFiles(mlDirectory, notices);
        if (!Files.isDirectory(mlDirectory)) {
            notices.add(new Notice("", "This directory does not exist: no step has written a record yet."));
        }
        return new Ledger(
                files.optional(mlDirectory.resolve("build.json"), BuildRecord.class),
                files.directories(mlDirectory.resolve("train")).stream()
                        .flatMap(directory -> TrainingReader.read(directory, files).stream())
                        .toList(),
                files.directories(mlDirectory.resolve("tune")).stream()
                        .flatMap(directory -> StudyReader.read(directory, files).stream())
                        .toList(),
                files.directories(mlDirectory.resolve("gate")).stream()
                        .flatMap(directory -> files.required(directory.resolve("verdict.json"), Verdict.class).stream())
                        .toList(),
                files.directories(mlDirectory.resolve("deploy")).stream()
                        .flatMap(environment -> files.directories(environment).stream())
                        .flatMap(directory ->
                                files.required(directory.resolve("deployment.json"), Deployment.class).stream())
                        .toList(),
                List.copyOf(notices));
    }

    public boolean isEmpty() {
        return build.isEmpty()
                && trainings.isEmpty()
                && studies.isEmpty()
                && verdicts.isEmpty()
                && deployments.isEmpty();
    }
}
