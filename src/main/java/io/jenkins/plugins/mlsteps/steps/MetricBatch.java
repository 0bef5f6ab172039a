package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.metrics.MetricSink;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metric points that were added to a run's {@code metrics.jsonl}.
 *
 * @param journal length of the file with them
 * @param last value of each metric among them
 */
record MetricBatch(long journal, Map<String, Double> last) implements Serializable {

    /** Gives points one by one: there may be more than fit into memory. */
    @FunctionalInterface
    interface Source {
        void to(MetricSink journal) throws IOException;
    }

    /**
     * Adds the points after the bytes that are known to be ours, so that adding twice adds once; all of them, or none where the
     * source fails.
     *
     * @param journal bytes of the file that are kept
     */
    static MetricBatch append(Path file, long journal, Source points) throws IOException {
        FileTree.createParent(file);
        try {
            return write(file, journal, points);
        } catch (IOException e) {
            try (FileChannel channel = open(file)) {
                channel.truncate(journal);
            }
            throw e;
        }
    }

    private static MetricBatch write(Path file, long journal, Source points) throws IOException {
        Map<String, Double> last = new LinkedHashMap<>();
        try (FileChannel channel = open(file);
                Writer lines = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
            channel.truncate(journal).position(journal);
            points.to(point -> {
                write(lines, point);
                last.put(point.name(), point.value());
            });
            lines.flush();
            return new MetricBatch(channel.position(), last);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void write(Writer lines, MetricPoint point) {
        try {
            lines.write(Json.line(point) + '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
