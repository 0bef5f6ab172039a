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
import java.util.List;
import java.util.Map;
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
        for (Path file : MetricFiles.existing(base(), patterns())) {
            if (Files.isRegularFile(file)) {
                found.put(name(file), state(file));
            }
        }
        Json.write(note, found);
    }

    boolean areExpected() {
        return !patterns().isEmpty();
    }

    /**
     * @throws IOException when a pattern names nothing, or a file is unreadable or as it was before
     */
    void read(MetricSink sink) throws IOException {
        requireInOutputDirectory();
        Map<String, String> found = areExpected() ? found() : Map.of();
        for (Path file : MetricFiles.resolve(base(), patterns())) {
            if (Files.isRegularFile(file) && state(file).equals(found.get(name(file)))) {
                throw new IOException("metrics file " + name(file) + " was last written at " + Files.getLastModifiedTime(file)
                        + ", before this run started: the training did not write it");
            }
            MetricFiles.read(file, sink);
        }
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
    private static String state(Path file) throws IOException {
        return Files.size(file) + " bytes at " + Files.getLastModifiedTime(file);
    }
}
