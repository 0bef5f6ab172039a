package io.jenkins.plugins.mlsteps.steps;

import java.util.List;
import java.util.Map;

/**
 * The author's own steps, to be run once with some environment.
 *
 * @param id unique in the step
 * @param label for the log and the graph, such as {@code trial 3}
 * @param environment added to the author's
 * @param output workspace file, relative, that receives what the body prints
 * @param files for a host that runs it on another machine than the step
 */
public record BodyRun(String id, String label, Map<String, String> environment, String output, Files files) {
    /**
     * What it finds and leaves in the workspace; all paths are relative to it.
     *
     * @param directories of its own, by the variable of the environment that names each
     * @param upload paths and globs that it needs
     * @param results paths and globs that it may leave outside of its directories
     */
    public record Files(Map<String, String> directories, List<String> upload, List<String> results) {}
}
