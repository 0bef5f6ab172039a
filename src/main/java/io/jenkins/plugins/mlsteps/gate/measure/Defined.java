package io.jenkins.plugins.mlsteps.gate.measure;

import java.util.Map;

/** Takes metrics in. NaN stands for one that is undefined, never zero or infinity. */
record Defined(Map<String, Double> metrics) {
    void put(String name, double value) {
        metrics.put(name, Double.isFinite(value) ? value : Double.NaN);
    }

    /** A ratio, undefined when there is nothing to divide by. */
    void put(String name, double numerator, double denominator) {
        put(name, denominator == 0 ? Double.NaN : numerator / denominator);
    }
}
