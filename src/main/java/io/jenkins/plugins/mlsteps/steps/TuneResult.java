package io.jenkins.plugins.mlsteps.steps;

import java.io.Serializable;
import java.util.Map;

/**
 * What {@code tuneHyperparams} returns.
 *
 * @param params of the best trial
 * @param value its objective
 * @param trial its number
 * @param trials finished trials, whatever their state
 */
public record TuneResult(String name, Map<String, Object> params, double value, int trial, int trials)
        implements Serializable {}
