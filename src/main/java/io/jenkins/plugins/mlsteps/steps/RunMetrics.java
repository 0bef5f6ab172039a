package io.jenkins.plugins.mlsteps.steps;

import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.mlsteps.metrics.MetricFiles;
import io.jenkins.plugins.mlsteps.metrics.MetricSink;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.RegularFile;
import io.jenkins.plugins.mlsteps.spec.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The metric files that an attempt of a run is to write: what lay there before it is not its own. */
record RunMetrics(Path root, RunPlan plan, String attempt) {

    /** Notes what lies there, once: an attempt that is begun again after a restart may have written since. */
    void before() throws IOException {
        Path note = root.resolve(plan.metricsBefore(attempt));
        if (!areExpected() || Files.exists(note)) {
            return;
        }
        Map<String, String> found = new TreeMap<>();
        for (Path match : MetricFiles.existing(base(), patterns())) {
            for (Path file : MetricFiles.in(match)) {
                if (Files.isRegularFile(file)) {
                    found.put(name(file), state(file));
                }
            }
        }
        Json.write(note, found);
    }

    boolean areExpected() {
        return !patterns().isEmpty();
    }

    /**
     * @throws IOException when a pattern names nothing, or only what is as it was before, or a file is unreadable
     */
    void read(MetricSink sink) throws IOException {
        requireInOutputDirectory();
        Set<Path> old = areExpected() ? old() : Set.of();
        Set<Path> written = new LinkedHashSet<>();
        for (String pattern : patterns()) {
            written.addAll(written(pattern, old));
        }
        for (Path match : written) {
            MetricFiles.read(match, old, sink);
        }
    }

    /** The files and directories that a pattern names, less those where this run wrote nothing. */
    private List<Path> written(String pattern, Set<Path> old) throws IOException {
        List<Path> matches = MetricFiles.resolve(base(), List.of(pattern));
        List<Path> written = new ArrayList<>();
        Path earlier = null;
        for (Path match : matches) {
            List<Path> files = MetricFiles.in(match);
            if (!old.containsAll(files)) {
                written.add(match);
            } else if (!files.isEmpty()) {
                earlier = files.get(0);
            }
        }
        if (written.isEmpty() && earlier != null) {
            throw new IOException("metrics file " + name(earlier) + " was last written at " + Files.getLastModifiedTime(earlier)
                    + ", before this run started: the training did not write it"
                    + (matches.equals(List.of(earlier)) ? "" : ", nor another that '" + pattern + "' names"));
        }
        return written.isEmpty() ? matches : written;
    }

    /** The files that are as they were before. */
    private Set<Path> old() throws IOException {
        Set<Path> old = new HashSet<>();
        for (Map.Entry<String, String> file : found().entrySet()) {
            Path path = root.resolve(file.getKey()).normalize();
            if (Files.isRegularFile(path) && state(path).equals(file.getValue())) {
                old.add(path);
            }
        }
        return old;
    }

    /** Trials that run side by side have one workspace, where the file of one would be taken for that of another. */
    private void requireInOutputDirectory() throws IOException {
        if (plan.metricsRoot().isEmpty()) {
            return;
        }
        for (String pattern : patterns()) {
            if (MetricFiles.existing(base(), List.of(pattern)).isEmpty()) {
                throw new IOException("metrics: '" + pattern + "' matches nothing in the trial's own " + plan.metricsRoot()
                        + ": with 'parallel' above 1, write it to $ML_OUTPUT_DIR");
            }
        }
    }

    private Map<String, String> found() throws IOException {
        try {
            return Json.parse(RegularFile.text(root.resolve(plan.metricsBefore(attempt))), new TypeReference<>() {});
        } catch (NoSuchFileException e) {
            return Map.of(); // begun by an earlier version
        }
    }

    private List<String> patterns() {
        Training training = plan.training();
        return training.metrics() == null ? List.of() : training.metrics();
    }

    private Path base() {
        return root.resolve(plan.metricsRoot());
    }

    private String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** What changes when a file is written. */
    static String state(Path file) throws IOException {
        return Files.size(file) + " bytes at " + Files.getLastModifiedTime(file);
    }
}
