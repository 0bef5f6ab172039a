package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.deploy.ModelChanges;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A revision's private copy of its model and of the records a later gate compares with. Nothing outside serves from a
 * workspace: the next build overwrites it.
 */
record RevisionFiles(EndpointDirectory endpoint) {
    /** Predictions above this size stay behind; a gate then compares metrics alone. */
    private static final long MOST_PREDICTIONS = 200L << 20;

    /**
     * Copies the model, unless an earlier call did.
     *
     * @return what is wrong with the copy; empty when it has the digest that was promised
     */
    Optional<String> stage(Path workspace, Release release) throws IOException {
        Path revision = endpoint.revision(release.revision());
        if (!Files.isDirectory(revision)) {
            Path temporary = endpoint.root().resolve("staging-" + release.revision());
            FileTree.remove(temporary);
            copy(MlDirectory.in(workspace), release, temporary);
            Files.createDirectories(revision.getParent());
            Files.move(temporary, revision, StandardCopyOption.ATOMIC_MOVE);
        }
        ModelTree copied = ModelTree.of(endpoint.model(release.revision()));
        if (copied.digest().equals(release.digest())) {
            return Optional.empty();
        }
        String changes = changes(revision, copied);
        FileTree.remove(revision);
        return Optional.of(
                "the copied model is " + copied.digest() + ", promised was " + release.digest() + changes);
    }

    private static String changes(Path revision, ModelTree copied) throws IOException {
        Path card = revision.resolve("model.json");
        return Files.exists(card)
                ? ": " + String.join(", ", ModelChanges.between(Json.read(card, ModelCard.class).files(), copied.files()))
                : "";
    }

    private static void copy(MlDirectory ml, Release release, Path to) throws IOException {
        copyTree(ml.model(release.model()), to.resolve("model"));
        copyIfThere(ml.modelCard(release.model()), to.resolve("model.json"));
        Path record = ml.trainRecord(release.model());
        copyIfThere(record, to.resolve("record.json"));
        copyIfThere(ml.metrics(release.model()), to.resolve("metrics.jsonl"));
        if (Files.exists(record)) {
            copyPredictions(ml, Json.read(record, TrainRecord.class), to);
        }
    }

    private static void copyPredictions(MlDirectory ml, TrainRecord record, Path to) throws IOException {
        Path workspace = ml.root().toAbsolutePath().normalize().getParent();
        if (record.predictions() == null) {
            return;
        }
        Path predictions = workspace.resolve(record.predictions()).normalize();
        if (predictions.startsWith(workspace)
                && Files.isRegularFile(predictions)
                && Files.size(predictions) <= MOST_PREDICTIONS) {
            Files.copy(predictions, to.resolve("predictions" + extension(predictions)));
        }
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    private static void copyIfThere(Path file, Path to) throws IOException {
        if (Files.exists(file)) {
            Files.copy(file, to);
        }
    }

    /** Links are refused: a copy must not depend on what they point to. */
    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile()) {
                    throw new IOException(from.relativize(file)
                            + " in the model directory is a link or a special file, which cannot be deployed;"
                            + " put the file itself there");
                }
                Files.copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes every revision but these; a name may be null. */
    void deleteAllBut(String current, String previous) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.list(endpoint.revisions())) {
            all = found.toList();
        }
        for (Path revision : all) {
            String name = revision.getFileName().toString();
            if (!name.equals(current) && !name.equals(previous)) {
                FileTree.remove(revision);
            }
        }
    }
}
