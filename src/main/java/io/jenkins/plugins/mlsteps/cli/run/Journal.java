package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.StageStatus;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What of a run must outlive its process, written after each stage. */
final class Journal {
    private final Path file;
    private final Map<String, Result> earlier;
    private Entry entry;

    /**
     * @param jenkinsfile digest of the text the run is of
     * @param previous result of the run before; null for the first
     * @param results what stages, done or not, made of the build, by path; empty for the pipeline itself
     * @param stages results of the stages that are done, by path
     * @param variables of the script that can be written as JSON
     * @param environment what {@code env.X = …} set
     */
    record Entry(
            String jenkinsfile,
            int number,
            Instant start,
            Map<String, String> parameters,
            Result previous,
            Map<String, Result> results,
            String displayName,
            String description,
            Map<String, Result> stages,
            Map<String, Object> variables,
            Map<String, String> environment) {
        static Entry of(
                String jenkinsfile, int number, Instant start, Map<String, String> parameters, Result previous) {
            return new Entry(
                    jenkinsfile, number, start, parameters, previous, Map.of(), null, null, Map.of(), Map.of(), Map.of());
        }

        Entry with(
                Map<String, Result> newResults,
                String newName,
                String newDescription,
                Map<String, Object> newVariables,
                Map<String, String> newEnvironment) {
            return new Entry(
                    jenkinsfile, number, start, parameters, previous, newResults, newName, newDescription, stages, newVariables,
                    newEnvironment);
        }

        /** What still holds of the results: a stage that is not done runs again, and what it did to the build is forgotten. */
        Map<String, Result> standing() {
            Map<String, Result> standing = new LinkedHashMap<>(results);
            standing.keySet().removeIf(path -> !path.isEmpty()
                    && stages.keySet().stream().noneMatch(done -> StageStatus.isWithin(done, path)));
            return standing;
        }

        private Entry with(String path, Result stage) {
            Map<String, Result> more = new LinkedHashMap<>(stages);
            more.put(path, stage);
            return with(more);
        }

        private Entry without(String stage) {
            Map<String, Result> fewer = new LinkedHashMap<>(stages);
            fewer.keySet().removeIf(path -> StageStatus.isWithin(stage, path));
            return with(fewer);
        }

        private Entry with(Map<String, Result> newStages) {
            return new Entry(
                    jenkinsfile, number, start, parameters, previous, results, displayName, description, newStages, variables,
                    environment);
        }
    }

    private Journal(Path file, Entry entry) {
        this.file = file;
        this.entry = entry;
        this.earlier = new LinkedHashMap<>(entry.stages());
    }

    static Journal begin(Path file, Entry entry) throws IOException {
        Json.write(file, entry);
        return new Journal(file, entry);
    }

    static Journal resume(Path file, Entry entry) {
        return new Journal(file, entry);
    }

    /** What an earlier process left; nothing when the last run ended by itself. */
    static Optional<Entry> read(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(Json.read(file, Entry.class)) : Optional.empty();
    }

    Entry entry() {
        return entry;
    }

    /** The result with which an earlier process finished a stage; told once. */
    synchronized Optional<Result> takeEarlier(String path) {
        return Optional.ofNullable(earlier.remove(path));
    }

    /** Remembers a stage that need not run again, and everything around it. */
    synchronized void stageDone(String path, Result result, UnaryOperator<Entry> surroundings) throws IOException {
        entry = surroundings.apply(entry).with(path, result);
        Json.write(file, entry);
    }

    /** Lets a stage, and those inside it, run again: it is tried once more. */
    synchronized void forget(String stage) throws IOException {
        earlier.keySet().removeIf(path -> StageStatus.isWithin(stage, path));
        entry = entry.without(stage);
        Json.write(file, entry);
    }

    /** Nothing is left to resume. */
    void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
