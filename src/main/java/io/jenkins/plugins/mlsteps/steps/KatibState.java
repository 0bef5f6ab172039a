package io.jenkins.plugins.mlsteps.steps;

import java.util.Map;

/**
 * How far a {@code tuneHyperparams} by Katib is.
 *
 * @param step tells this step from the others of its build; null when it began with a version that did not
 * @param experiment its name in the cluster; null until what an earlier study of this name left is gone
 * @param created whether the cluster has been asked for it
 * @param numbers of the trials, by their names in the cluster
 * @param ended whether the study has all of it, so that the cluster may forget it
 */
public record KatibState(String step, String experiment, boolean created, Map<String, Integer> numbers, boolean ended) {
    public KatibState {
        numbers = numbers == null ? Map.of() : numbers;
    }
}
