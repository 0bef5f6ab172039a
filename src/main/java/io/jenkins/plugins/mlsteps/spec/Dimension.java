package io.jenkins.plugins.mlsteps.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/**
 * One parameter of a search space and the values it may take. A dimension with a condition ({@code when}) exists only in
 * the trials whose earlier parameters meet it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Dimension.Uniform.class, name = "uniform"),
    @JsonSubTypes.Type(value = Dimension.LogUniform.class, name = "logUniform"),
    @JsonSubTypes.Type(value = Dimension.IntRange.class, name = "intRange"),
    @JsonSubTypes.Type(value = Dimension.Choice.class, name = "choice")
})
public sealed interface Dimension extends Serializable
        // Named, because messages list them in this order, and a compiler left to itself takes another.
        permits Dimension.Uniform, Dimension.LogUniform, Dimension.IntRange, Dimension.Choice {
    String name();

    /** CEL condition over dimensions listed before this one; null when the parameter always exists. */
    String when();

    /** How many values there are; {@link Double#POSITIVE_INFINITY} where every real number of a range is one. */
    double count();

    /** A real number, every value equally likely; with a step: {@code min}, {@code min + step}, … up to {@code max}. */
    @Word(value = "uniform", doc = "A real number between min and max.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Uniform(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter(value = "Smallest value.", required = true) double min,
            @Parameter(value = "Largest value.", required = true) double max,
            @Parameter("Distance between two values; without one every number in the range is possible.") Double step,
            @Parameter("Condition in CEL over earlier parameters under which this one exists: opt == 'sgd'.")
                    String when)
            implements Dimension {
        @JsonCreator
        public Uniform {
            Dimension.checkRange(name, min, max);
            if (step != null) {
                Steps.require(name, min, max, step);
            }
        }

        public Uniform(String name, double min, double max) {
            this(name, min, max, null, null);
        }

        @Override
        public double count() {
            return step == null ? Dimension.reals(min, max) : Steps.count(min, max, step);
        }

        /** How many steps above {@code min} a value is, with a step: a whole number, or NaN where it is none of the values. */
        public double index(double value) {
            return Steps.index(value, min, max, step);
        }

        /** The value so many steps above {@code min}, as a decimal fraction: three steps of 0.1 are 0.3. */
        public double value(double steps) {
            return BigDecimal.valueOf(min).add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(steps))).doubleValue();
        }
    }

    /** A positive real number, every order of magnitude equally likely. */
    @Word(value = "logUniform", doc = "A positive real number between min and max, uniform in its logarithm.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LogUniform(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter(value = "Smallest value, above 0.", required = true) double min,
            @Parameter(value = "Largest value.", required = true) double max,
            @Parameter("Condition in CEL over earlier parameters under which this one exists: opt == 'sgd'.")
                    String when)
            implements Dimension {
        @JsonCreator
        public LogUniform {
            Dimension.checkRange(name, min, max);
            Dimension.checkPositive(name, min);
        }

        public LogUniform(String name, double min, double max) {
            this(name, min, max, null);
        }

        @Override
        public double count() {
            return Dimension.reals(min, max);
        }
    }

    /** A whole number: {@code min}, {@code min + step}, … up to {@code max}. */
    @Word(value = "intRange", doc = "A whole number between min and max, both included.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record IntRange(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter(value = "Smallest value.", required = true) long min,
            @Parameter(value = "Largest value.", required = true) long max,
            @Parameter(value = "Distance between two values.", defaultValue = "1", min = 1) long step,
            @Parameter(value = "Uniform in the logarithm.", defaultValue = "false") boolean log,
            @Parameter("Condition in CEL over earlier parameters under which this one exists: opt == 'sgd'.")
                    String when)
            implements Dimension {
        @JsonCreator
        public IntRange {
            Dimension.checkRange(name, min, max);
            if (min < 0 && max > Long.MAX_VALUE + min) {
                throw new SpecException("dimension '" + name + "': from min " + min + " to max " + max + " is more than "
                        + Long.MAX_VALUE + ", the widest range there is");
            }
            step = step == 0 ? 1 : step;
            if (step < 0) {
                throw new SpecException("dimension '" + name + "': step " + step + " must be at least 1");
            }
            Steps.requireWhole(name, min, max, step);
            if (log) {
                Dimension.checkPositive(name, min);
            }
        }

        public IntRange(String name, long min, long max, long step, boolean log) {
            this(name, min, max, step, log, null);
        }

        @Override
        public double count() {
            return Math.floor(((double) max - (double) min) / step) + 1;
        }

        /** How many steps above {@code min} a value is: a whole number, or NaN where it is none of the values. */
        public double index(double value) {
            return Steps.index(value, min, max, step);
        }
    }

    /** One of some values: without an order, or in the order they are listed. */
    @Word(value = "choice", doc = "One of the given values.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Choice(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter(value = "The values.", required = true) List<Object> values,
            @Parameter(
                            value = "Whether the values are listed in an order, so that neighbours are alike.",
                            defaultValue = "false")
                    boolean ordered,
            @Parameter("Condition in CEL over earlier parameters under which this one exists: opt == 'sgd'.")
                    String when)
            implements Dimension {
        @JsonCreator
        public Choice {
            Dimension.checkName(name);
            values = ChoiceValues.of(name, values);
        }

        public Choice(String name, List<Object> values) {
            this(name, values, false, null);
        }

        @Override
        public double count() {
            return values.size();
        }
    }

    private static double reals(double min, double max) {
        return min == max ? 1 : Double.POSITIVE_INFINITY;
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
