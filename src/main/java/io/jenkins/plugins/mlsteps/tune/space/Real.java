package io.jenkins.plugins.mlsteps.tune.space;

import org.hipparchus.util.FastMath;

/**
 * A real number.
 *
 * @param low and {@code high}: ends of the range, in logarithms on a logarithmic axis
 */
public record Real(String name, double min, double max, double low, double high, boolean logarithmic) implements Axis {
    static Real linear(String name, double min, double max) {
        return new Real(name, min, max, min, max, false);
    }

    static Real logarithmic(String name, double min, double max) {
        return new Real(name, min, max, FastMath.log(min), FastMath.log(max), true);
    }

    @Override
    public double encode(Object value) {
        if (!(value instanceof Number number) || number.doubleValue() < min || number.doubleValue() > max) {
            return Double.NaN;
        }
        if (isFixed()) {
            return 0.5;
        }
        double position = logarithmic ? FastMath.log(number.doubleValue()) : number.doubleValue();
        // In halves, so that the widest ranges do not overflow.
        return Unit.clamp((0.5 * position - 0.5 * low) / (0.5 * high - 0.5 * low));
    }

    @Override
    public Object decode(double coordinate) {
        double position = low * (1 - coordinate) + high * coordinate;
        double value = logarithmic ? FastMath.exp(position) : position;
        return Math.min(max, Math.max(min, value));
    }

    @Override
    public double snap(double coordinate) {
        return isFixed() ? 0.5 : Unit.clamp(coordinate);
    }

    @Override
    public double draw(double uniform) {
        return snap(uniform);
    }

    @Override
    public double cardinality() {
        return min == max ? 1 : Double.POSITIVE_INFINITY;
    }
}
