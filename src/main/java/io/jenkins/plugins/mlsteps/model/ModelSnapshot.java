package io.jenkins.plugins.mlsteps.model;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.RegularFile;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A copy of a trained model with the records that later models are compared by: {@code model/}, {@code model.json}, {@code record.json},
 * {@code metrics.jsonl} and {@code predictions.*}. Nothing that outlives a build relies on a workspace: the next build overwrites it.
 *
 * @param directory of the copy
 */
public record ModelSnapshot(Path directory) {
    private static final String PREDICTIONS = "predictions";

    /** Predictions above this size stay behind; a gate then compares metrics alone. */
    private static final long MOST_PREDICTIONS = 200L << 20;

    /**
     * Copies a model out of a workspace.
     *
     * @param to directory that does not exist yet
     * @throws IOException when something in the model is a link or a special file, naming it
     */
    public static ModelSnapshot copy(MlDirectory ml, String model, Path to) throws IOException {
        copyTree(ml.model(model), to.resolve("model"));
        copyIfThere(ml.modelCard(model), to.resolve("model.json"));
        copyIfThere(ml.metrics(model), to.resolve("metrics.jsonl"));
        Path record = ml.trainRecord(model);
        copyIfThere(record, to.resolve("record.json"));
        if (Files.exists(record)) {
            copyPredictions(ml, Json.read(record, TrainRecord.class), to);
        }
        return new ModelSnapshot(to);
    }

    public Path model() {
        return directory.resolve("model");
    }

    public Path card() {
        return directory.resolve("model.json");
    }

    /** What its training was; empty when it left no record. */
    public Optional<TrainRecord> training() throws IOException {
        Path record = directory.resolve("record.json");
        return Files.exists(record) ? Optional.of(Json.read(record, TrainRecord.class)) : Optional.empty();
    }

    /** Absolute path of its per-row predictions; empty when there are none. */
    public Optional<Path> predictions() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> FileTree.name(file).startsWith(PREDICTIONS))
                    .findFirst()
                    .map(Path::toAbsolutePath);
        }
    }

    private static void copyPredictions(MlDirectory ml, TrainRecord record, Path to) throws IOException {
        Path workspace = ml.root().toAbsolutePath().normalize().getParent();
        if (record.predictions() == null) {
            return;
        }
        Path predictions = workspace.resolve(record.predictions()).normalize();
        if (Files.isRegularFile(predictions)
                && predictions.toRealPath().startsWith(workspace.toRealPath())
                && Files.size(predictions) <= MOST_PREDICTIONS) {
            Files.copy(predictions, to.resolve(PREDICTIONS + extension(predictions)));
        }
    }

    private static String extension(Path file) {
        String name = FileTree.name(file);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    private static void copyIfThere(Path file, Path to) throws IOException {
        if (Files.exists(file)) {
            copy(file, to);
        }
    }

    private static void copy(Path file, Path to) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            Files.copy(in, to);
        }
    }

    /** Links are refused: a copy must not depend on what they point to. */
    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                if (FileTree.isLink(attributes)) {
                    throw link(directory);
                }
                Files.createDirectories(to.resolve(from.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile()) {
                    throw link(file);
                }
                copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }

            private IOException link(Path path) {
                return new IOException(from.relativize(path)
                        + " in the model directory is a link or a special file, which cannot be deployed;"
                        + " put the file itself there");
            }
        });
    }
}
