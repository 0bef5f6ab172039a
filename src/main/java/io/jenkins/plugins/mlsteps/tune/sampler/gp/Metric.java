package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import io.jenkins.plugins.mlsteps.tune.space.Space;

/**
 * Squared distances between two points along each free axis of a space: the square of the difference on a numeric axis, 1
 * between two values without an order. A parameter that does not exist lies beside the middle of its axis, about as far from
 * every value as the ends are from each other; so every distance is Euclidean and the kernel positive definite.
 */
final class Metric {
    private static final double ASIDE = 0.75;

    private final int[] axes;
    private final boolean[] categorical;

    Metric(Space space) {
        axes = space.free().stream().mapToInt(Integer::intValue).toArray();
        categorical = new boolean[axes.length];
        for (int i = 0; i < axes.length; i++) {
            categorical[i] = space.axis(axes[i]).isCategorical();
        }
    }

    /** How many axes count. */
    int size() {
        return axes.length;
    }

    /** The axis of the space that the {@code i}-th squared distance is along. */
    int axis(int i) {
        return axes[i];
    }

    double squared(int i, double[] left, double[] right) {
        double a = left[axes[i]];
        double b = right[axes[i]];
        if (categorical[i]) {
            return a == b || a != a && b != b ? 0 : 1;
        }
        if (a != a || b != b) {
            double present = a != a ? b : a;
            return present != present ? 0 : (present - 0.5) * (present - 0.5) + ASIDE;
        }
        return (a - b) * (a - b);
    }

    /** Derivative of {@link #squared} by the left coordinate of a numeric axis. */
    double slope(int i, double[] left, double[] right) {
        double b = right[axes[i]];
        return 2 * (left[axes[i]] - (b != b ? 0.5 : b));
    }
}
