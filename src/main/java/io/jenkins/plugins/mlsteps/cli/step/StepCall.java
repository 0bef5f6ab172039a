package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.console.BranchLog;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Session;
import io.jenkins.plugins.mlsteps.record.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One call of a step.
 *
 * @param body of a block; null for other steps
 */
public record StepCall(Session session, Frame frame, Body body) {
    /** The author's statements between the braces. */
    @FunctionalInterface
    public interface Body {
        Object in(Frame frame) throws Exception;
    }

    public BranchLog log() {
        return frame.log();
    }

    /** A path as the author wrote it, relative to the current directory. */
    public Path resolve(String path) {
        return frame.directory().resolve(path).normalize();
    }

    /** Writes a file in place: one that is there keeps its mode, and a link stays one. */
    public void write(String file, byte[] bytes) throws IOException {
        Path path = resolve(file);
        FileTree.createParent(path);
        Files.write(path, bytes);
    }

    public Map<String, String> environment() {
        return session.variables().in(frame);
    }
}
