package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metric points that were added to a run's {@code metrics.jsonl}.
 *
 * @param journal length of the file with them
 * @param last value of each metric among them
 */
record MetricBatch(long journal, Map<String, Double> last) implements Serializable {

    /**
     * Adds the points after the bytes that are known to be ours, so that adding twice adds once.
     *
     * @param journal bytes of the file that are kept
     */
    static MetricBatch append(Path file, long journal, List<MetricPoint> points) throws IOException {
        if (points.isEmpty()) {
            return new MetricBatch(journal, Map.of());
        }
        StringBuilder lines = new StringBuilder();
        Map<String, Double> last = new LinkedHashMap<>();
        for (MetricPoint point : points) {
            lines.append(Json.line(point)).append('\n');
            last.put(point.name(), point.value());
        }
        FileTree.createParent(file);
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(journal);
            channel.position(journal);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return new MetricBatch(channel.position(), last);
        }
    }
}
