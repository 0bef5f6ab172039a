package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.List;
import org.hipparchus.random.RandomGenerator;

/** The densities of the good points and of the others over one group of axes. */
record Density(ParzenEstimator good, ParzenEstimator others) {
    static Density of(Space space, int[] axes, Split split) {
        return new Density(
                new ParzenEstimator(space, axes, having(axes, split.good())),
                new ParzenEstimator(space, axes, having(axes, split.others())));
    }

    /** Groups have all their axes or none, so the first one tells. */
    private static List<double[]> having(int[] axes, List<double[]> points) {
        return points.stream().filter(point -> !Double.isNaN(point[axes[0]])).toList();
    }

    /** Sets the group's coordinates to the draw with the largest ratio of the densities. */
    void choose(double[] point, int candidates, RandomGenerator random) {
        double[] best = null;
        double bestRatio = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < candidates; i++) {
            good.sample(point, random);
            double ratio = good.logDensity(point) - others.logDensity(point);
            if (best == null || ratio > bestRatio) {
                best = point.clone();
                bestRatio = ratio;
            }
        }
        System.arraycopy(best, 0, point, 0, point.length);
    }
}
