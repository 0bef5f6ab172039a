package io.jenkins.plugins.mlsteps.report.ledger;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads {@code ml/tune/<name>}. */
final class StudyReader {
    private StudyReader() {}

    /** Empty when there is no study file and no trial either. */
    static Optional<Study> read(Path directory, RecordFiles files) {
        Path trialFile = directory.resolve("trials.jsonl");
        Optional<StudyFile> file = files.required(directory.resolve("study.json"), StudyFile.class);
        if (file.isEmpty() && Files.notExists(trialFile)) {
            return Optional.empty();
        }
        StudyFile study = file.orElse(StudyFile.unknown());
        List<Trial> trials = trials(trialFile, files);
        return Optional.of(new Study(
                FileTree.name(directory),
                study.spec().objectiveList(),
                axes(study.spec(), trials),
                study.spec().algorithm(),
                study.spec().pruner(),
                study.spec().trials() * study.spec().repeats(),
                study.spec().repeats(),
                largestFirst(study.importance()),
                study.stopped(),
                study.usage(),
                trials));
    }

    /** A trial is written when it starts and again when it ends: the last line of a number counts. */
    private static List<Trial> trials(Path file, RecordFiles files) {
        Map<Integer, Trial> byNumber = new TreeMap<>();
        files.lines(file, line -> {
            Trial trial = Json.parse(line, Trial.class);
            if (trial == null || trial.state() == null) {
                throw new IllegalArgumentException("a trial has a number and a state");
            }
            byNumber.put(trial.number(), trial);
        });
        return List.copyOf(byNumber.values());
    }

    private static List<Study.Axis> axes(StudyFile.Spec spec, Collection<Trial> trials) {
        Map<String, StudyFile.Dimension> space = new LinkedHashMap<>();
        spec.space().forEach(dimension -> space.put(dimension.name(), dimension));
        Set<String> names = new LinkedHashSet<>(space.keySet());
        trials.stream().filter(trial -> trial.params() != null).forEach(trial -> names.addAll(trial.params().keySet()));
        List<Study.Axis> axes = new ArrayList<>();
        for (String name : names) {
            axes.add(axis(name, Optional.ofNullable(space.get(name)), trials));
        }
        return axes;
    }

    private static Study.Axis axis(String name, Optional<StudyFile.Dimension> dimension, Collection<Trial> trials) {
        Set<String> categories = new LinkedHashSet<>();
        dimension.ifPresent(known -> known.values().forEach(value -> categories.add(String.valueOf(value))));
        boolean isChoice = !categories.isEmpty();
        for (Trial trial : trials) {
            Object value = trial.params() == null ? null : trial.params().get(name);
            if (value != null && (isChoice || !(value instanceof Number))) {
                categories.add(value.toString());
            }
        }
        return new Study.Axis(
                name, dimension.map(StudyFile.Dimension::isLogarithmic).orElse(false), List.copyOf(categories));
    }

    private static Map<String, Double> largestFirst(Map<String, Double> importance) {
        return importance.entrySet().stream()
                .filter(entry -> entry.getValue() != null && Double.isFinite(entry.getValue()))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}
