package io.jenkins.plugins.mlsteps.tune.sampler;

import io.jenkins.plugins.mlsteps.tune.space.Axis;
import io.jenkins.plugins.mlsteps.tune.space.Categorical;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import io.jenkins.plugins.mlsteps.tune.space.Stepped;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;

/**
 * The points of a grid, by index. Discrete dimensions have all their values; real ones are cut into equal levels, ends included: as
 * many as fit into the number of trials, but at least two.
 */
public final class Grid {
    /** Points of a space with conditions that are listed at least; to find them takes a fraction of a second. */
    private static final int LISTED = 10_000;

    private final Space space;
    private final int trials;
    private final long[] levels;
    private final BigInteger combinations;

    /** Each point once, where a parameter whose condition does not hold has no levels; null when there are no conditions or too many points. */
    private final List<double[]> listed;

    /** @param trials that the grid should fit in */
    public Grid(Space space, int trials) {
        this.space = space;
        this.trials = trials;
        this.levels = levels(space, trials);
        this.combinations = Arrays.stream(levels).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
        this.listed = space.isConditional() ? listed() : null;
    }

    /** Whether the trials are enough for every point, counting those that constraints exclude. */
    public boolean fits() {
        return isCounted() && size().compareTo(BigInteger.valueOf(trials)) <= 0;
    }

    /** Where the trials are not enough, a sentence with the number of points, counting those that constraints exclude. */
    Optional<String> excess() {
        return fits()
                ? Optional.empty()
                : Optional.of("the grid has " + (isCounted() ? size() : "more than " + mostListed())
                        + " points, of which 'trials' allows " + trials
                        + ": raise 'trials', give dimensions fewer values, or use another algorithm");
    }

    private boolean isCounted() {
        return listed != null || !space.isConditional();
    }

    private int mostListed() {
        return Math.max(LISTED, trials);
    }

    /** Where the indices end. */
    BigInteger size() {
        return listed == null ? combinations : BigInteger.valueOf(listed.size());
    }

    /** A settled point; several indices may have the same one where conditions hold for some. */
    double[] point(BigInteger index) {
        if (listed != null) {
            return listed.get(index.intValueExact()).clone();
        }
        double[] point = new double[levels.length];
        BigInteger rest = index;
        for (int i = 0; i < levels.length; i++) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(levels[i]));
            point[i] = coordinate(i, parts[1].longValueExact());
            rest = parts[0];
        }
        return space.settle(point);
    }

    private List<double[]> listed() {
        double[] open = new double[levels.length];
        Arrays.fill(open, Double.NaN);
        List<double[]> points = new ArrayList<>();
        return list(open, 0, points) ? points : null;
    }

    /** Adds all that begin like a point, whose coordinates from an axis on are open. Returns whether there are few enough. */
    private boolean list(double[] point, int axis, List<double[]> points) {
        if (axis == levels.length) {
            points.add(point.clone());
            return points.size() <= mostListed();
        }
        if (!space.exists(axis, point)) {
            return list(point, axis + 1, points);
        }
        boolean few = true;
        for (long level = 0; level < levels[axis] && few; level++) {
            point[axis] = coordinate(axis, level);
            few = list(point, axis + 1, points);
        }
        point[axis] = Double.NaN;
        return few;
    }

    private double coordinate(int i, long level) {
        Axis axis = space.axis(i);
        if (axis instanceof Categorical) {
            return level;
        }
        return axis.snap(axis instanceof Stepped stepped ? stepped.middle(level) : level / (levels[i] - 1.0));
    }

    private static long[] levels(Space space, int trials) {
        double discrete = 1;
        int real = 0;
        for (Axis axis : space.axes()) {
            discrete *= Double.isInfinite(axis.cardinality()) ? 1 : axis.cardinality();
            real += Double.isInfinite(axis.cardinality()) ? 1 : 0;
        }
        int cut = 2;
        while (real > 0 && discrete * FastMath.pow(cut + 1.0, real) <= trials) {
            cut++;
        }
        int levelsOfReal = cut;
        return space.axes().stream()
                .mapToLong(axis -> Double.isInfinite(axis.cardinality()) ? levelsOfReal : (long) axis.cardinality())
                .toArray();
    }
}
