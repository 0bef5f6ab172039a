package io.jenkins.plugins.mlsteps.tune.sampler;

import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every point of a {@link Grid} once, in a scattered order, so that a study that stops early has seen all parts of it. */
public final class GridSampler implements Sampler {
    private final Space space;
    private final Grid grid;
    private final BigInteger stride;
    private final BigInteger offset;

    private final Set<List<Double>> tried = new HashSet<>();
    private int told;
    private BigInteger next = BigInteger.ZERO;

    public GridSampler(Space space, Grid grid, long seed) {
        this.space = space;
        this.grid = grid;
        this.stride = coprime(grid.size());
        this.offset = BigInteger.valueOf(Randomness.mix(seed)).mod(grid.size());
    }

    /** The next point that this study has not tried; what an earlier one found does not count, for it changes nothing here. */
    @Override
    public Optional<double[]> ask(History history, int number) {
        for (; told < history.told().size(); told++) {
            Observation observation = history.told().get(told);
            if (observation.number() >= 0) {
                tried.add(key(observation.point()));
            }
        }
        history.running().forEach(point -> tried.add(key(point)));
        for (; next.compareTo(grid.size()) < 0; next = next.add(BigInteger.ONE)) {
            double[] point = grid.point(next.multiply(stride).add(offset).mod(grid.size()));
            if (space.allows(point) && !tried.contains(key(space.encode(space.decode(point))))) {
                return Optional.of(point);
            }
        }
        return Optional.empty();
    }

    @Override
    public List<String> notices() {
        return grid.excess().stream().toList();
    }

    @Override
    public String describe(History history) {
        return "grid";
    }

    /** Of a point as a study has it: read back from its parameters, which rounds real ones. */
    private static List<Double> key(double[] point) {
        return Arrays.stream(point).boxed().toList();
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
