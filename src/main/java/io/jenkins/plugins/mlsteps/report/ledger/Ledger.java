package io.jenkins.plugins.mlsteps.report.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** No records. */
    public static Ledger empty() {
        return new Ledger(Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** No records, and a sentence why there are none. */
    public static Ledger unreadable(String why) {
        return new Ledger(
                Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of(new Notice("", why)));
    }

    /**
     * Reads {@code ml/}; a directory that does not exist is an empty ledger with a notice. What ended before the build of
     * {@code build.json} began, and was not written by a step of it, is of an earlier build in the same workspace and left out.
     */
    public static Ledger read(Path mlDirectory) {
        Ledger all = readSince(mlDirectory, Instant.MIN);
        return all.build.filter(build -> build.start() != null)
                .map(build -> all.of(new OwnRecords(mlDirectory, build)))
                .orElse(all);
    }

    /** Reads the directories into which something was written since a time: a workspace may still hold those of an earlier build. */
    public static Ledger readSince(Path mlDirectory, Instant since) {
        List<Notice> notices = new ArrayList<>();
        RecordFiles files = new RecordFiles(mlDirectory, since, notices);
        if (!Files.isDirectory(mlDirectory)) {
            notices.add(new Notice("", "This directory does not exist: no step has written a record yet."));
        }
        return new Ledger(
                files.optional(mlDirectory.resolve("build.json"), BuildRecord.class)
                        .filter(build -> files.isTouched(mlDirectory.resolve("build.json"))),
                files.records(mlDirectory.resolve("train")).stream()
                        .flatMap(directory -> TrainingReader.read(directory, files).stream())
                        .toList(),
                files.records(mlDirectory.resolve("tune")).stream()
                        .flatMap(directory -> StudyReader.read(directory, files).stream())
                        .toList(),
                files.records(mlDirectory.resolve("gate")).stream()
                        .flatMap(directory -> files.required(directory.resolve("verdict.json"), Verdict.class).stream())
                        .toList(),
                files.directories(mlDirectory.resolve("deploy")).stream()
                        .flatMap(environment -> files.records(environment).stream())
                        .flatMap(directory ->
                                files.required(directory.resolve("deployment.json"), Deployment.class).stream())
                        .toList(),
                List.copyOf(notices));
    }

    private Ledger of(OwnRecords own) {
        return new Ledger(
                build,
                trainings.stream()
                        .filter(training -> own.has(directory(training), training.record().map(TrainRecord::end)))
                        .toList(),
                studies.stream()
                        .filter(study -> own.has(directory(study), study.end()))
                        .toList(),
                verdicts.stream()
                        .filter(verdict -> own.has(directory(verdict), Optional.ofNullable(verdict.time())))
                        .toList(),
                deployments.stream()
                        .filter(deployment -> own.has(directory(deployment), Optional.ofNullable(deployment.time())))
                        .toList(),
                notices);
    }

    /** This ledger with the records of a later one: under the same name the later counts. */
    public Ledger with(Ledger later) {
        Set<String> renewed = later.directories();
        return new Ledger(
                later.build.or(() -> build),
                merged(trainings, later.trainings, Ledger::directory),
                merged(studies, later.studies, Ledger::directory),
                merged(verdicts, later.verdicts, Ledger::directory),
                merged(deployments, later.deployments, Ledger::directory),
                Stream.concat(
                                notices.stream().filter(notice -> !renewed.contains(notice.directory())),
                                later.notices.stream())
                        .distinct()
                        .toList());
    }

    /** This ledger with at most about so many points in each curve. */
    public Ledger thinned(int pointsOfCurve) {
        return new Ledger(
                build,
                trainings.stream()
                        .map(training -> training.thinned(pointsOfCurve))
                        .toList(),
                studies,
                verdicts,
                deployments,
                notices);
    }

    @JsonIgnore
    public boolean isEmpty() {
        return build.isEmpty()
                && trainings.isEmpty()
                && studies.isEmpty()
                && verdicts.isEmpty()
                && deployments.isEmpty();
    }

    private static <T> List<T> merged(List<T> earlier, List<T> later, Function<T, String> directory) {
        Map<String, T> byDirectory = new TreeMap<>();
        earlier.forEach(record -> byDirectory.put(directory.apply(record), record));
        later.forEach(record -> byDirectory.put(directory.apply(record), record));
        return List.copyOf(byDirectory.values());
    }

    private Set<String> directories() {
        Stream<String> steps = Stream.of(
                        trainings.stream().map(Ledger::directory),
                        studies.stream().map(Ledger::directory),
                        verdicts.stream().map(Ledger::directory),
                        deployments.stream().map(Ledger::directory))
                .flatMap(directories -> directories);
        return Stream.concat(steps, notices.stream().map(Notice::directory)).collect(Collectors.toSet());
    }

    private static String directory(Training training) {
        return "train/" + training.name();
    }

    private static String directory(Study study) {
        return "tune/" + study.name();
    }

    private static String directory(Verdict verdict) {
        return "gate/" + verdict.gate();
    }

    private static String directory(Deployment deployment) {
        return "deploy/" + deployment.environment() + "/" + deployment.name();
    }
}
