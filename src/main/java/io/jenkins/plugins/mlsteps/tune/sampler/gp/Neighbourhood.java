package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import io.jenkins.plugins.mlsteps.tune.space.Axis;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import io.jenkins.plugins.mlsteps.tune.space.Stepped;
import io.jenkins.plugins.mlsteps.tune.space.Unit;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.random.RandomGenerator;
import java.util.stream.IntStream;

/** Points near a point of a space. */
final class Neighbourhood {
    /** Axes with at most this many values are walked value by value, others are searched as if they were real. */
    static final int FEW = 12;

    private static final int MOST_CATEGORIES = 24;

    private final Space space;

    Neighbourhood(Space space) {
        this.space = space;
    }

    /** Whether an axis is searched with slopes. */
    static boolean isSmooth(Axis axis) {
        return !axis.isCategorical() && axis.cardinality() > FEW;
    }

    /** A point moved along some axes; a quarter of the moves of an axis without an order draws another value. */
    double[] near(double[] point, double width, RandomGenerator random) {
        List<Integer> free = space.free();
        double[] moved = point.clone();
        double share = Math.max(1.0 / free.size(), 0.5);
        for (int i : free) {
            Axis axis = space.axis(i);
            if (Double.isNaN(point[i])) {
                moved[i] = axis.draw(random.nextDouble());
            } else if (random.nextDouble() < share) {
                moved[i] = axis.isCategorical()
                        ? (random.nextDouble() < 0.25 ? axis.draw(random.nextDouble()) : point[i])
                        : Unit.reflect(point[i] + step(axis, width) * random.nextGaussian());
            }
        }
        return space.settle(moved);
    }

    /** Wide enough to reach the next value. */
    private static double step(Axis axis, double width) {
        return Math.max(width, 1 / axis.cardinality());
    }

    /** The points that differ in one axis with few values; parameters that come into being have a random one. */
    List<double[]> flips(double[] point, RandomGenerator random) {
        List<double[]> flips = new ArrayList<>();
        for (int i : space.free()) {
            Axis axis = space.axis(i);
            if (!isSmooth(axis) && !Double.isNaN(point[i])) {
                for (double other : others(axis, point[i], random)) {
                    double[] flipped = whole(point, random);
                    flipped[i] = other;
                    flips.add(space.settle(flipped));
                }
            }
        }
        return flips;
    }

    private static double[] others(Axis axis, double coordinate, RandomGenerator random) {
        int count = (int) axis.cardinality();
        if (axis instanceof Stepped stepped) {
            return IntStream.range(0, count).mapToDouble(stepped::middle).filter(c -> c != coordinate).toArray();
        }
        return count <= MOST_CATEGORIES
                ? IntStream.range(0, count).asDoubleStream().filter(c -> c != coordinate).toArray()
                : IntStream.generate(() -> random.nextInt(count))
                        .limit(MOST_CATEGORIES).distinct().asDoubleStream().filter(c -> c != coordinate).toArray();
    }

    private double[] whole(double[] point, RandomGenerator random) {
        double[] whole = point.clone();
        for (int i = 0; i < whole.length; i++) {
            if (Double.isNaN(whole[i])) {
                whole[i] = space.axis(i).draw(random.nextDouble());
            }
        }
        return whole;
    }
}
