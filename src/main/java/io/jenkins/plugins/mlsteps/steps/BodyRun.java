package io.jenkins.plugins.mlsteps.steps;

import java.util.Map;

/**
 * The author's own steps, to be run once with some environment.
 *
 * @param id unique in the step
 * @param label for the log and the graph, such as {@code trial 3}
 * @param environment added to the author's
 * @param output workspace file, relative, that receives what the body prints
 */
public record BodyRun(String id, String label, Map<String, String> environment, String output) {}
