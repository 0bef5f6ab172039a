package io.jenkins.plugins.mlsteps.tune.sampler;

import io.jenkins.plugins.mlsteps.tune.space.Axis;
import io.jenkins.plugins.mlsteps.tune.space.Categorical;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import io.jenkins.plugins.mlsteps.tune.space.Stepped;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hipparchus.util.FastMath;

/**
 * Every combination of values once, in a scattered order, so that a study that stops early has seen all parts of the grid.
 * Discrete dimensions have all their values; real ones are cut into equal levels, ends included: as many as fit into the
 * number of trials, but at least two.
 */
public final class GridSampler implements Sampler {
    private final Space space;
    private final int[] levels;
    private final BigInteger size;
    private final BigInteger stride;
    private final BigInteger offset;

    private final Set<Map<String, Object>> tried = new HashSet<>();
    private int told;
    private BigInteger next = BigInteger.ZERO;

    /**
     * @param trials that the grid should fit in
     */
    public GridSampler(Space space, long seed, int trials) {
        this.space = space;
        this.levels = levels(space, trials);
        this.size = Arrays.stream(levels).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
        this.stride = coprime(size);
        this.offset = BigInteger.valueOf(Randomness.mix(seed)).mod(size);
    }

    /** How many combinations there are, counting those that conditions or constraints exclude. */
    public BigInteger size() {
        return size;
    }

    /** The next combination that this study has not tried; what an earlier one found does not count, for it changes nothing here. */
    @Override
    public Optional<double[]> ask(History history, int number) {
        for (; told < history.told().size(); told++) {
            Observation observation = history.told().get(told);
            if (observation.number() >= 0) {
                tried.add(space.decode(observation.point()));
            }
        }
        history.running().forEach(point -> tried.add(space.decode(point)));
        for (; next.compareTo(size) < 0; next = next.add(BigInteger.ONE)) {
            double[] point = point(next.multiply(stride).add(offset).mod(size));
            if (space.allows(point) && !tried.contains(space.decode(point))) {
                return Optional.of(point);
            }
        }
        return Optional.empty();
    }

    @Override
    public String describe(History history) {
        return "grid";
    }

    private double[] point(BigInteger index) {
        double[] point = new double[levels.length];
        BigInteger rest = index;
        for (int i = 0; i < levels.length; i++) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(levels[i]));
            point[i] = coordinate(space.axis(i), parts[1].intValue(), levels[i]);
            rest = parts[0];
        }
        return space.settle(point);
    }

    private static double coordinate(Axis axis, int level, int levels) {
        if (axis instanceof Categorical) {
            return level;
        }
        return axis instanceof Stepped stepped ? stepped.middle(level) : level / (levels - 1.0);
    }

    private static int[] levels(Space space, int trials) {
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
                .mapToInt(axis -> (int) Math.min(
                        Integer.MAX_VALUE, Double.isInfinite(axis.cardinality()) ? levelsOfReal : axis.cardinality()))
                .toArray();
    }

    /** A stride near the golden section of the size and without a common factor, so that steps of it visit everything. */
    private static BigInteger coprime(BigInteger size) {
        BigInteger stride = size.multiply(BigInteger.valueOf(618_033_989)).divide(BigInteger.valueOf(1_000_000_000));
        while (!stride.gcd(size).equals(BigInteger.ONE)) {
            stride = stride.add(BigInteger.ONE);
        }
        return stride;
    }
}
