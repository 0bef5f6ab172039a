package io.jenkins.plugins.mlsteps.report.ledger;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code ml/train/<name>}. */
final class TrainingReader {
    /** More metrics than anyone plots; names made up for each step would otherwise fill the memory. */
    private static final int MAX_CURVES = 200;

    private TrainingReader() {}

    /** Empty for a directory in which no training has written anything. */
    static Optional<Training> read(Path directory, RecordFiles files) {
        Path record = directory.resolve("record.json");
        Path metrics = directory.resolve("metrics.jsonl");
        Optional<TrainRecord> read = files.required(record, TrainRecord.class);
        if (read.isEmpty() && Files.notExists(metrics)) {
            return Optional.empty();
        }
        return Optional.of(new Training(
                FileTree.name(directory),
                read,
                files.optional(directory.resolve("model.json"), ModelCard.class),
                curves(metrics, files)));
    }

    private static List<Curve> curves(Path metrics, RecordFiles files) {
        Map<String, CurveBuffer> buffers = new TreeMap<>();
        long[] leftOut = {0};
        files.lines(metrics, line -> {
            Point point = Point.parse(line);
            if (buffers.size() == MAX_CURVES && !buffers.containsKey(point.name())) {
                leftOut[0]++;
                return;
            }
            buffers.computeIfAbsent(point.name(), name -> new CurveBuffer()).add(point.step(), point.value());
        });
        if (leftOut[0] > 0) {
            files.notice(
                    metrics,
                    leftOut[0] + " points are left out: curves of the first " + MAX_CURVES + " metrics are drawn.");
        }
        return buffers.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getValue().curve(entry.getKey()))
                .toList();
    }
}
