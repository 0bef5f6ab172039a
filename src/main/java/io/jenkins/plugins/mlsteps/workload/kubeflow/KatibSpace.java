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

    /** {@code spec.parameters} of an Experiment. */
    List<Map<String, Object>> parameters() {
        return dimensions.stream().map(KatibSpace::parameter).toList();
    }

    /** Whether a value is put into JSON without quotes. */
    static boolean isNumber(Dimension dimension) {
        return !(dimension instanceof Dimension.Choice choice)
                || choice.values().stream().allMatch(value -> value instanceof Number || value instanceof Boolean);
    }

    /**
     * What a trial was run with.
     *
     * @param assignments values by the name of their parameter
     * @throws IllegalArgumentException when a parameter is missing, or has a value that is not in the space
     */
    Map<String, Object> decode(Map<String, String> assignments) {
        Map<String, Object> params = new LinkedHashMap<>();
        for (Dimension dimension : dimensions) {
            String value = assignments.get(dimension.name());
            if (value == null) {
                throw new IllegalArgumentException("Katib gave a trial no value of '" + dimension.name() + "'");
            }
            params.put(dimension.name(), decode(dimension, value));
        }
        return params;
    }

    private static Object decode(Dimension dimension, String value) {
        if (dimension instanceof Dimension.Choice choice) {
            return choice.values().stream()
                    .filter(candidate -> isSame(candidate, value))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Katib chose '" + value + "' for '" + dimension.name() + "', which is none of " + choice.values()));
        }
        double number = Double.parseDouble(value);
        return dimension instanceof Dimension.IntRange ? (Object) Math.round(number) : (Object) number;
    }

    private static boolean isSame(Object candidate, String value) {
        if (candidate instanceof Number number) {
            try {
                return number.doubleValue() == Double.parseDouble(value);
            } catch (NumberFormatException e) {
                return false; // one of the other values
            }
        }
        return String.valueOf(candidate).equals(value);
    }

    private static Map<String, Object> parameter(Dimension dimension) {
        Map<String, Object> space = new LinkedHashMap<>();
        String type;
        if (dimension instanceof Dimension.Choice choice) {
            boolean ordered = choice.ordered() && choice.values().stream().allMatch(Number.class::isInstance);
            type = ordered ? "discrete" : "categorical";
            space.put("list", choice.values().stream().map(String::valueOf).toList());
        } else if (dimension instanceof Dimension.IntRange range) {
            type = "int";
            range(space, Long.toString(range.min()), Long.toString(range.max()), Long.toString(range.step()), range.log());
        } else if (dimension instanceof Dimension.LogUniform range) {
            type = "double";
            range(space, Double.toString(range.min()), Double.toString(range.max()), null, true);
        } else {
            Dimension.Uniform range = (Dimension.Uniform) dimension;
            type = "double";
            range(space, Double.toString(range.min()), Double.toString(range.max()), Objects.toString(range.step(), null), false);
        }
        return Map.of("name", dimension.name(), "parameterType", type, "feasibleSpace", space);
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
