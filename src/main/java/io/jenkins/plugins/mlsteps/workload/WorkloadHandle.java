package io.jenkins.plugins.mlsteps.workload;

import java.io.Serializable;
import java.util.Map;

/**
 * What finds a submitted workload again, also after a restart.
 *
 * @param runner which runner submitted it
 * @param id of the workload
 * @param details that runner's own: process number, job name…
 */
public record WorkloadHandle(String runner, String id, Map<String, String> details) implements Serializable {}
