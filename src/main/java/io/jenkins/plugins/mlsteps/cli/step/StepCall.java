package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.console.BranchLog;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Session;
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

    public Map<String, String> environment() {
        return session.variables().in(frame);
    }
}
