package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.deploy.ModelChanges;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.model.ModelSnapshot;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A revision's private copy of its model and of the records a later gate compares with. */
record RevisionFiles(EndpointDirectory endpoint) {
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
            ModelSnapshot.copy(MlDirectory.in(workspace), release.model(), temporary);
            Files.createDirectories(endpoint.revisions());
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
        Path card = new ModelSnapshot(revision).card();
        return Files.exists(card)
                ? ": " + String.join(", ", ModelChanges.between(Json.read(card, ModelCard.class).files(), copied.files()))
                : "";
    }

    /** Deletes every revision but these; a name may be null. */
    void deleteAllBut(String current, String previous) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.list(endpoint.revisions())) {
            all = found.toList();
        }
        for (Path revision : all) {
            String name = FileTree.name(revision);
            if (!name.equals(current) && !name.equals(previous)) {
                FileTree.remove(revision);
            }
        }
    }
}
