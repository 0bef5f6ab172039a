package io.jenkins.plugins.mlsteps.workload.kubeflow;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A search space as Katib writes it, where every number is a string, and its values as the study writes them. */
record KatibSpace(List<Dimension> dimensions) {
    /** Values that stand in a command, in quotes of JSON and of a shell, as they are: Katib puts them there as plain text. */
    private static final String PLAIN = "[A-Za-z0-9_@%+:,./-]+";

    /** @throws SpecException naming the first dimension that Katib cannot express, and why */
    KatibSpace {
        dimensions.forEach(KatibSpace::require);
    }

    /**
     * {@code spec.parameters} of an Experiment.
     *
     * @param grid whether a grid is searched
     */
    List<Map<String, Object>> parameters(boolean grid) {
        return dimensions.stream().map(dimension -> parameter(dimension, grid)).toList();
    }

    /** How many points there are. */
    double points() {
        return dimensions.stream().mapToDouble(Dimension::count).reduce(1, (a, b) -> a * b);
    }

    /** Whether a value is put into JSON without quotes. */
    static boolean isNumber(Dimension dimension) {
        return !(dimension instanceof Dimension.Choice choice)
                || choice.values().stream().allMatch(value -> value instanceof Number || value instanceof Boolean);
    }

    /**
     * What a trial was run with.
     *
     * @param params also those that are not in the space, as texts
     * @param problem what is not as the space has it; null when all is
     */
    record Point(Map<String, Object> params, String problem) {}

    /** @param assignments values by the name of their parameter */
    Point decode(Map<String, String> assignments) {
        Map<String, Object> params = new LinkedHashMap<>();
        String problem = null;
        for (Dimension dimension : dimensions) {
            String text = assignments.get(dimension.name());
            Object value = text == null ? null : new KatibValue(dimension, text).inSpace().orElse(null);
            if (value == null && problem == null) {
                problem = text == null ? "Katib gave '" + dimension.name() + "' no value"
                        : "Katib chose '" + text + "' for '" + dimension.name() + "', which the space does not have";
            }
            if (text != null) {
                params.put(dimension.name(), value == null ? text : value);
            }
        }
        return new Point(params, problem);
    }

    private static Map<String, Object> parameter(Dimension dimension, boolean grid) {
        Map<String, Object> space = new LinkedHashMap<>();
        String type;
        if (dimension instanceof Dimension.Choice choice) {
            boolean ordered = choice.ordered() && choice.values().stream().allMatch(Number.class::isInstance);
            type = ordered ? "discrete" : "categorical";
            space.put("list", choice.values().stream().map(String::valueOf).toList());
        } else if (dimension instanceof Dimension.IntRange range) {
            type = "int";
            long last = range.min() + (range.max() - range.min()) / range.step() * range.step();
            range(space, Long.toString(range.min()), Long.toString(last), Long.toString(range.step()), range.log());
        } else if (dimension instanceof Dimension.LogUniform range) {
            type = "double";
            range(space, Double.toString(range.min()), Double.toString(range.max()), null, true);
        } else {
            Dimension.Uniform range = (Dimension.Uniform) dimension;
            type = "double";
            range(space, Double.toString(range.min()), last(range, grid), Objects.toString(range.step(), null), false);
        }
        return Map.of("name", dimension.name(), "parameterType", type, "feasibleSpace", space);
    }

    /** The last value, beyond which some of Katib's services would round; a grid ends half a step on, since it adds up rounded numbers. */
    private static String last(Dimension.Uniform range, boolean grid) {
        return Double.toString(range.step() == null ? range.max() : range.value(range.count() - (grid ? 0.5 : 1)));
    }

    private static void range(Map<String, Object> space, String min, String max, String step, boolean log) {
        space.put("min", min);
        space.put("max", max);
        if (step != null) {
            space.put("step", step);
        }
        if (log) {
            space.put("distribution", "logUniform");
        }
    }

    private static void require(Dimension dimension) {
        String name = "dimension '" + dimension.name() + "': ";
        if (dimension.name().equals(ExperimentManifest.TRIAL)) {
            throw new SpecException(name + "Katib's trials have a parameter of this name already: choose another");
        }
        if (dimension.when() != null) {
            throw new SpecException(name + "Katib has no parameters that exist under a condition: leave out 'when'");
        }
        if (dimension instanceof Dimension.Choice choice) {
            for (Object value : choice.values()) {
                if (!String.valueOf(value).matches(PLAIN)) {
                    throw new SpecException(name + "Katib puts a value into the command as it is, so '" + value
                            + "' may have letters, digits and _@%+:,./- only");
                }
            }
        }
        if (dimension instanceof Dimension.IntRange range && range.log() && range.step() != 1) {
            throw new SpecException(name + "Katib has no steps in a logarithmic range: leave out 'step' or 'log'");
        }
    }
}
