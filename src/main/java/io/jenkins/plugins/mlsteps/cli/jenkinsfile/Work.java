package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.List;
import java.util.Map;

/** What a stage does. */
public sealed interface Work {
    /** {@code steps}. */
    record Steps(Code code) implements Work {}

    /** Nested {@code stages}, one after the other. */
    record Sequence(List<Stage> stages) implements Work {}

    /** {@code parallel}. */
    record Parallel(List<Stage> stages) implements Work {}

    /**
     * {@code matrix}: the cell once for each combination of the axes.
     *
     * @param axes values by name
     * @param excludes combinations that are left out: all axes of one must match
     * @param cell its work is a sequence
     */
    record Matrix(Map<String, List<String>> axes, List<Map<String, Exclusion>> excludes, Stage cell) implements Work {}

    /** Values of an axis, or all but those. */
    record Exclusion(List<String> values, boolean negated) {
        public boolean matches(String value) {
            return values.contains(value) != negated;
        }
    }
}
