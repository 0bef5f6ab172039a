package io.jenkins.plugins.mlsteps.tune.space;

import io.jenkins.plugins.mlsteps.spec.Dimension;

/**
 * One dimension as samplers see it. A numeric axis runs over the unit interval, in which every part is equally likely; a
 * {@link Categorical} axis has the index of the value as its coordinate.
 */
public sealed interface Axis permits Real, Stepped, Categorical {
    String name();

    /** The coordinate of a value, or NaN when the axis does not have the value. */
    double encode(Object value);

    /** The value at a coordinate, which need not be snapped. */
    Object decode(double coordinate);

    /** The nearest coordinate that stands for a value exactly. */
    double snap(double coordinate);

    /** A uniformly distributed coordinate from a uniform number in [0, 1). */
    double draw(double uniform);

    /** How many values there are; {@link Double#POSITIVE_INFINITY} on a real axis. */
    double cardinality();

    default boolean isCategorical() {
        return this instanceof Categorical;
    }

    /** Whether there is only one value, so that nothing is to be searched. */
    default boolean isFixed() {
        return cardinality() == 1;
    }

    static Axis of(Dimension dimension) {
        if (dimension instanceof Dimension.Uniform uniform) {
            return uniform.step() == null
                    ? Real.linear(uniform.name(), uniform.min(), uniform.max())
                    : Stepped.decimals(uniform);
        }
        if (dimension instanceof Dimension.LogUniform log) {
            return Real.logarithmic(log.name(), log.min(), log.max());
        }
        if (dimension instanceof Dimension.IntRange range) {
            return Stepped.integers(range);
        }
        Dimension.Choice choice = (Dimension.Choice) dimension;
        return choice.ordered()
                ? Stepped.ordered(choice.name(), choice.values())
                : new Categorical(choice.name(), choice.values());
    }
}
