package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.model.Run;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a build keeps what running steps need, in its own directory on the controller. */
record StepFiles(Path directory) {
    static StepFiles of(Run<?, ?> build) {
        return new StepFiles(build.getRootDir().toPath().resolve("ml-steps"));
    }

    /** @param node identifier of the step's flow node */
    Path state(String node) {
        return directory.resolve("step-" + node + ".json");
    }

    /** @param node identifier of the step's flow node */
    Path ending(String node) {
        return directory.resolve("step-" + node + ".end");
    }

    /** Removes the states and the endings of all steps. */
    void removeSteps() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "step-*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** @param node identifier of the flow node of a step without an agent */
    Path archived(String node) {
        return directory.resolve("archived-" + node);
    }

    /** @param node identifier of the flow node of a step that unpacks what was archived beside a workspace */
    Path nameOfUnpacked(String node) {
        return directory.resolve("unpacked-" + node);
    }

    /** @param mark of what became of the study */
    Path study(String key, String mark) {
        return directory.resolve("study-" + key + "." + mark);
    }

    Path bodyOutput(String body) {
        return directory.resolve("body-" + body + ".log");
    }
}
