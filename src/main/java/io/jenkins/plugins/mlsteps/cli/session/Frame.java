package io.jenkins.plugins.mlsteps.cli.session;

import io.jenkins.plugins.mlsteps.cli.console.BranchLog;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What surrounds a step where it stands in the Jenkinsfile; a block such as {@code dir} runs its body in a changed one.
 *
 * @param overlay variables set by the blocks around, over those of the build; a null value hides a variable
 * @param deadline nearest limit of time; null for none
 * @param last whether it belongs to post conditions, which also run once the build is to stop
 */
public record Frame(Path directory, Map<String, String> overlay, BranchLog log, StageStatus stage, Deadline deadline, boolean last) {
    public Frame {
        overlay = Collections.unmodifiableMap(new LinkedHashMap<>(overlay));
    }

    public Frame in(Path newDirectory) {
        return new Frame(newDirectory, overlay, log, stage, deadline, last);
    }

    public Frame with(Map<String, String> variables) {
        Map<String, String> merged = new LinkedHashMap<>(overlay);
        merged.putAll(variables);
        return new Frame(directory, merged, log, stage, deadline, last);
    }

    public Frame logging(BranchLog newLog) {
        return new Frame(directory, overlay, newLog, stage, deadline, last);
    }

    public Frame in(StageStatus newStage) {
        return new Frame(directory, overlay, log, newStage, deadline, last);
    }

    Frame within(Deadline newDeadline) {
        return new Frame(directory, overlay, log, stage, newDeadline, last);
    }

    /** What cleans up after work is not bound by the limits of the work. */
    public Frame finishing() {
        return new Frame(directory, overlay, log, stage, null, true);
    }

    /**
     * @throws TimedOut when a time that limits what stands here is up, once in each thread
     */
    public void checkDeadlines() {
        if (deadline != null) {
            deadline.check();
        }
    }

    /** Whether a time that limits what stands here is up. */
    public boolean isTimeUp() {
        return deadline != null && deadline.isUp();
    }

    /** What ended work that stands here: the end of its time, when that stopped it. */
    public Exception ended(Exception e) {
        return deadline == null ? e : deadline.ended(e);
    }
}
