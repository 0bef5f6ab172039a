package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came from a pod when its files were brought home last. The workspace itself does not tell: what lies there may be of another
 * pod, or be the same byte for byte as before.
 *
 * @param paths relative to the workspace, with slashes
 */
public record FetchedFiles(List<String> paths) {
    /** @return empty when nothing was brought from a pod with this scratch directory */
    public static Optional<FetchedFiles> of(Path root, String scratch) throws IOException {
        Path note = note(root, scratch);
        return Files.exists(note) ? Optional.of(Json.read(note, FetchedFiles.class)) : Optional.empty();
    }

    /** Whether any of them is this file, or below this directory, as an author writes it. */
    public boolean haveAnyAt(String path) {
        return paths.stream().anyMatch(new PathChoice(List.of(path)).chosen());
    }

    void write(Path root, String scratch) throws IOException {
        Json.write(note(root, scratch), this);
    }

    private static Path note(Path root, String scratch) {
        return root.resolve(scratch).resolve("fetched.json");
    }
}
