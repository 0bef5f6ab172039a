package io.jenkins.plugins.mlsteps.steps;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What {@code tuneHyperparams} returns.
 *
 * @param params of the best trial, with several objectives the best by the first of them
 * @param value its (first) objective
 * @param trial its number
 * @param trials finished trials, whatever their state
 * @param pareto with several objectives, the trials that no other beats in all of them, by number: {@code trial}, {@code params}
 *     and {@code values} of the objectives by name; empty with one
 */
public record TuneResult(
        String name, Map<String, Object> params, double value, int trial, int trials, List<Map<String, Object>> pareto)
        implements Serializable {}
