package io.jenkins.plugins.mlsteps.workload;

import io.jenkins.plugins.mlsteps.spec.Resources;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A command to run somewhere.
 *
 * @param id derived from build, step and attempt: the same id never starts twice
 * @param labels who it belongs to: job, build, step, trial
 * @param command for a shell
 * @param environment of the command alone; where it runs may have variables of its own
 * @param directory of the command, relative to the workspace; empty for the workspace itself
 * @param scratch directory in the workspace for the output and exit status, relative
 * @param timeoutSeconds after which it is stopped; 0 for never
 * @param upload workspace globs that go to where it runs
 * @param download workspace paths that come back
 * @param checkpoint directory that also comes back from an interrupted run and goes into the next; null for none
 */
public record Workload(
        String id,
        Map<String, String> labels,
        String command,
        Map<String, String> environment,
        String directory,
        String scratch,
        long timeoutSeconds,
        int retries,
        List<String> upload,
        List<String> download,
        String checkpoint,
        Resources resources)
        implements Serializable {}
