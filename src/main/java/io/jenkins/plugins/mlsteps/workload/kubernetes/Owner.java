package io.jenkins.plugins.mlsteps.workload.kubernetes;

import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Who looks after Jobs.
 *
 * @param controller tells this host from all others that use the cluster
 * @param job whose builds they are
 * @param isAlive whether a build, by its number, may still go on
 * @param log hears what was cleared up
 */
public record Owner(String controller, String job, IntPredicate isAlive, Consumer<String> log) {}
