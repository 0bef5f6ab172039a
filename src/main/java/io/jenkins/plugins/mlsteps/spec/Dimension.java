package io.jenkins.plugins.mlsteps.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/** One parameter of a search space and the values it may take. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Dimension.Uniform.class, name = "uniform"),
    @JsonSubTypes.Type(value = Dimension.LogUniform.class, name = "logUniform"),
    @JsonSubTypes.Type(value = Dimension.IntRange.class, name = "intRange"),
    @JsonSubTypes.Type(value = Dimension.Choice.class, name = "choice")
})
public sealed interface Dimension extends Serializable {
    String name();

    /** A real number, every value equally likely. */
    @Word(value = "uniform", doc = "A real number between min and max.")
    record Uniform(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter(value = "Smallest value.", required = true) double min,
            @Parameter(value = "Largest value.", required = true) double max)
            implements Dimension {
        public Uniform {
            Dimension.checkRange(name, min, max);
        }
    }

    /** A positive real number, every order of magnitude equally likely. */
    @Word(value = "logUniform", doc = "A positive real number between min and max, uniform in its logarithm.")
    record LogUniform(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter(value = "Smallest value, above 0.", required = true) double min,
            @Parameter(value = "Largest value.", required = true) double max)
            implements Dimension {
        public LogUniform {
            Dimension.checkRange(name, min, max);
            Dimension.checkPositive(name, min);
        }
    }

    /** A whole number: {@code min}, {@code min + step}, … up to {@code max}. */
    @Word(value = "intRange", doc = "A whole number between min and max, both included.")
    record IntRange(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter(value = "Smallest value.", required = true) long min,
            @Parameter(value = "Largest value.", required = true) long max,
            @Parameter(value = "Distance between two values.", defaultValue = "1", min = 1) long step,
            @Parameter(value = "Uniform in the logarithm.", defaultValue = "false") boolean log)
            implements Dimension {
        public IntRange {
            Dimension.checkRange(name, min, max);
            step = step == 0 ? 1 : step;
            if (log) {
                Dimension.checkPositive(name, min);
            }
        }
    }

    /** One of some values without an order. */
    @Word(value = "choice", doc = "One of the given values.")
    record Choice(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter(value = "The values.", required = true) List<Object> values)
            implements Dimension {
        public Choice {
            Dimension.checkName(name);
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new SpecException("parameter 'values' of dimension '" + name + "' is empty");
            }
            if (values.stream().distinct().count() != values.size()) {
                throw new SpecException("parameter 'values' of dimension '" + name + "' names a value twice: " + values);
            }
        }
    }

    private static void checkName(String name) {
        if (name == null || !name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new SpecException("dimension name '" + name
                    + "' must be letters, digits and underscores, not starting with a digit");
        }
    }

    private static void checkRange(String name, double min, double max) {
        checkName(name);
        if (!Double.isFinite(min) || !Double.isFinite(max) || min > max) {
            throw new SpecException(
                    "dimension '" + name + "': min " + min + " and max " + max + " must be finite and min <= max");
        }
    }

    private static void checkPositive(String name, double min) {
        if (min <= 0) {
            throw new SpecException("dimension '" + name + "': min " + min + " must be above 0 for a logarithmic scale");
        }
    }
}
