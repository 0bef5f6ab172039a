package io.jenkins.plugins.mlsteps.gate.measure;

import java.util.Map;

/** Takes only metrics that are defined: neither zero nor NaN stands for one that is not. */
record Defined(Map<String, Double> metrics) {
    void put(String name, double value) {
        if (Double.isFinite(value)) {
            metrics.put(name, value);
        }
    }

    /** A ratio, undefined when there is nothing to divide by. */
    void put(String name, double numerator, double denominator) {
        if (denominator != 0) {
            put(name, numerator / denominator);
        }
    }
}
