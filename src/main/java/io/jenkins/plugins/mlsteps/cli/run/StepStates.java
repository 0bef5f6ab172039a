package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.session.StageStatus;
import io.jenkins.plugins.mlsteps.record.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Where the steps this plugin adds keep their states: one file for each call, in directories that are nested like the stages.
 *
 * @param root emptied when a new run starts
 */
record StepStates(Path root) {
    /** Characters of a name: file systems allow 255 bytes with all that stands around them, and stages of a matrix have longer ones. */
    private static final int READABLE = 100;

    /** The file of the next call with this key in a stage; a resumed run finds it again. */
    Path next(StageStatus stage, String key) {
        return of(stage.path()).resolve(name(key + "/" + stage.done(key)) + ".json");
    }

    /** Lets calls in a stage, and in those inside it, start over. */
    void forget(String stage) throws IOException {
        FileTree.remove(of(stage));
    }

    private Path of(String stage) {
        Path directory = root;
        if (!stage.isEmpty()) {
            for (String name : stage.split("/")) {
                directory = directory.resolve(name(name));
            }
        }
        return directory;
    }

    private static String name(String of) {
        String readable = of.replaceAll("[^A-Za-z0-9._-]", "_");
        String end = readable.substring(Math.max(0, readable.length() - READABLE));
        return end + "-" + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    }
}
