package io.jenkins.plugins.mlsteps.tune.sampler.nsga2;

import io.jenkins.plugins.mlsteps.tune.space.Axis;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import io.jenkins.plugins.mlsteps.tune.space.Unit;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.util.FastMath;

/**
 * A child of two points: simulated binary crossover and polynomial mutation on axes with an order (Deb and Agrawal 1995; Deb and
 * Goyal 1996), exchange and a new draw on those without; constants as in Deb et al. 2002, section V.
 */
final class Offspring {
    private static final double CROSSOVER = 0.9;
    private static final double INDEX = 20;

    private final Space space;
    private final RandomGenerator random;

    Offspring(Space space, RandomGenerator random) {
        this.space = space;
        this.random = random;
    }

    double[] of(double[] mother, double[] father) {
        boolean crosses = random.nextDouble() < CROSSOVER;
        double mutation = 1.0 / Math.max(1, space.free().size());
        double[] child = mother.clone();
        for (int i = 0; i < child.length; i++) {
            Axis axis = space.axis(i);
            child[i] = crosses ? crossed(axis, mother[i], father[i]) : mother[i];
            if (Double.isNaN(child[i])) {
                child[i] = axis.draw(random.nextDouble());
            } else if (random.nextDouble() < mutation) {
                child[i] = mutated(axis, child[i]);
            }
        }
        return space.settle(child);
    }

    /** A parameter that one parent lacks comes from the other. */
    private double crossed(Axis axis, double mother, double father) {
        if (Double.isNaN(mother) || Double.isNaN(father)) {
            return Double.isNaN(mother) ? father : mother;
        }
        if (random.nextDouble() < 0.5 || axis.isCategorical()) {
            return random.nextDouble() < 0.5 ? mother : father;
        }
        double u = random.nextDouble();
        double spread = u <= 0.5 ? root(2 * u) : 1 / root(2 * (1 - u));
        double sign = random.nextDouble() < 0.5 ? 1 : -1;
        return Unit.clamp(0.5 * (mother + father + sign * spread * (mother - father)));
    }

    private double mutated(Axis axis, double coordinate) {
        if (axis.isCategorical()) {
            return axis.draw(random.nextDouble());
        }
        double u = random.nextDouble();
        double shift = u < 0.5 ? root(2 * u) - 1 : 1 - root(2 * (1 - u));
        // At least to the next value of a stepped axis.
        double cell = 1 / axis.cardinality();
        return Unit.reflect(coordinate + (Math.abs(shift) < cell ? Math.signum(shift) * cell : shift));
    }

    private static double root(double value) {
        return FastMath.pow(value, 1 / (INDEX + 1));
    }
}
