package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.model.FileDigest;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a model is trained on, so that it is known later whether it was the same data. */
final class Datasets {
    private Datasets() {}

    /**
     * @param data path in the workspace, or null
     * @return null when the step names no data, or what it names is not there (yet)
     * @throws IOException when a directory holds links or devices
     */
    static Dataset describe(Path root, String data) throws IOException {
        if (data == null) {
            return null;
        }
        Path path = root.resolve(data);
        if (Files.isRegularFile(path)) {
            return new Dataset(data, FileDigest.of(path), Files.size(path), null, null);
        }
        if (!Files.isDirectory(path)) {
            return null;
        }
        ModelTree tree = ModelTree.of(path);
        return new Dataset(data, tree.digest(), tree.bytes(), null, null);
    }
}
