package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.metrics.MetricFiles;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The metric files that a run was to write. */
final class RunMetrics {
    /** File systems that keep whole seconds, or another machine's clock, must not make a fresh file look old. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private RunMetrics() {}

    /**
     * @param root that the patterns are relative to
     * @param start of the run: what is older was left by another
     * @throws IOException when a pattern names nothing, or a file is unreadable or older than the run
     */
    static List<MetricPoint> read(Path root, List<String> patterns, Instant start) throws IOException {
        List<MetricPoint> points = new ArrayList<>();
        if (patterns == null || patterns.isEmpty()) {
            return points;
        }
        for (Path file : MetricFiles.resolve(root, patterns)) {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            if (Files.isRegularFile(file) && written.isBefore(start.minus(CLOCK_TOLERANCE))) {
                throw new IOException("metrics file " + root.relativize(file) + " was last written at " + written
                        + ", before this run started at " + start + ": the training did not write it");
            }
            MetricFiles.read(file, points::add);
        }
        return points;
    }
}
