package io.jenkins.plugins.mlsteps.tune.space;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.hipparchus.util.FastMath;

/**
 * Finitely many values in an order. Each owns a cell of the unit interval and its coordinate is the middle of the cell; on a
 * logarithmic axis the cells are as wide as they are in logarithms.
 */
public final class Stepped implements Axis {
    private final String name;
    private final double count;
    private final Scale scale;
    private final DoubleFunction<Object> valueAt;
    private final ToDoubleFunction<Object> indexOf;

    private Stepped(
            String name,
            double count,
            Scale scale,
            DoubleFunction<Object> valueAt,
            ToDoubleFunction<Object> indexOf) {
        this.name = name;
        this.count = count;
        this.scale = scale;
        this.valueAt = valueAt;
        this.indexOf = indexOf;
    }

    static Stepped integers(Dimension.IntRange range) {
        double count = range.count();
        return new Stepped(
                range.name(),
                count,
                range.log() ? Scale.logarithmic(range.min(), range.step(), count) : Scale.linear(count),
                index -> integer(index, range.min(), range.max(), range.step()),
                value -> value instanceof Number number ? range.index(number.doubleValue()) : Double.NaN);
    }

    /** Indices beyond 2^53 are rounded: what rounding brings to the end of the range is its last value. */
    private static long integer(double index, long min, long max, long step) {
        long width = max - min;
        return index * step >= width ? min + width / step * step : min + (long) index * step;
    }

    static Stepped decimals(Dimension.Uniform range) {
        BigDecimal first = BigDecimal.valueOf(range.min());
        BigDecimal distance = BigDecimal.valueOf(range.step());
        return new Stepped(
                range.name(),
                range.count(),
                Scale.linear(range.count()),
                index -> first.add(distance.multiply(BigDecimal.valueOf((long) index))).doubleValue(),
                value -> value instanceof Number number ? range.index(number.doubleValue()) : Double.NaN);
    }

    static Stepped ordered(String name, List<Object> values) {
        return new Stepped(
                name,
                values.size(),
                Scale.linear(values.size()),
                index -> values.get((int) index),
                value -> {
                    int index = Values.indexOf(values, value);
                    return index < 0 ? Double.NaN : index;
                });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double encode(Object value) {
        double index = indexOf.applyAsDouble(Objects.requireNonNull(value));
        return Double.isNaN(index) ? Double.NaN : middle(index);
    }

    @Override
    public Object decode(double coordinate) {
        return valueAt.apply(index(coordinate));
    }

    @Override
    public double snap(double coordinate) {
        return middle(index(coordinate));
    }

    @Override
    public double draw(double uniform) {
        return snap(uniform);
    }

    @Override
    public double cardinality() {
        return count;
    }

    /** Position of the value whose cell a coordinate lies in, from 0. */
    public double index(double coordinate) {
        double index = Math.floor(scale.index(Unit.clamp(coordinate)));
        return Math.min(count - 1, Math.max(0, index));
    }

    /** The coordinate of the value at a position. */
    public double middle(double index) {
        return 0.5 * (edge(index) + edge(index + 1));
    }

    /** Where the cell of the value at a position begins; the cell ends where the next one begins. */
    public double edge(double index) {
        return scale.edge(index);
    }

    /** How cells lie in the unit interval. */
    private interface Scale {
        double edge(double index);

        /** The inverse of {@link #edge}: cell {@code i} is where this is at least {@code i} and below {@code i + 1}. */
        double index(double coordinate);

        static Scale linear(double count) {
            return new Scale() {
                @Override
                public double edge(double index) {
                    return index / count;
                }

                @Override
                public double index(double coordinate) {
                    return coordinate * count;
                }
            };
        }

        static Scale logarithmic(double min, double step, double count) {
            // Half a step below the smallest value, but never at or below zero.
            double low = FastMath.log(Math.max(min - 0.5 * step, 0.5 * min));
            double high = FastMath.log(min + (count - 0.5) * step);
            return new Scale() {
                @Override
                public double edge(double index) {
                    return index <= 0 ? 0 : (FastMath.log(min + (index - 0.5) * step) - low) / (high - low);
                }

                @Override
                public double index(double coordinate) {
                    return (FastMath.exp(low + coordinate * (high - low)) - min) / step + 0.5;
                }
            };
        }
    }
}
