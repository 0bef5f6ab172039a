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
 * @param last whether it belongs to post conditions, which also run once the build is to stop
 */
public record Frame(Path directory, Map<String, String> overlay, BranchLog log, StageStatus stage, boolean last) {
    public Frame {
        overlay = Collections.unmodifiableMap(new LinkedHashMap<>(overlay));
    }

    public Frame in(Path newDirectory) {
        return new Frame(newDirectory, overlay, log, stage, last);
    }

    public Frame with(Map<String, String> variables) {
        Map<String, String> merged = new LinkedHashMap<>(overlay);
        merged.putAll(variables);
        return new Frame(directory, merged, log, stage, last);
    }

    public Frame logging(BranchLog newLog) {
        return new Frame(directory, overlay, newLog, stage, last);
    }

    public Frame in(StageStatus newStage) {
        return new Frame(directory, overlay, log, newStage, last);
    }

    public Frame finishing() {
        return new Frame(directory, overlay, log, stage, true);
    }
}
