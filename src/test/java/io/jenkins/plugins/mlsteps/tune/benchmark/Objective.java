package io.jenkins.plugins.mlsteps.tune.benchmark;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A function to minimize.
 *
 * @param optimum its smallest value, or the smallest that anybody found
 */
record Objective(
        String name, List<Dimension> space, double optimum, ToDoubleFunction<Map<String, Object>> function) {
    double at(Map<String, Object> params) {
        return function.applyAsDouble(params);
    }
}
