package io.jenkins.plugins.mlsteps.tune.sampler;

import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.Optional;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * Points that fill the space more evenly than random ones: Sobol's sequence with the direction numbers of Joe and Kuo
 * (2008), its digits scrambled by nested uniform permutations (Owen 1995, "Randomly Permuted (t,m,s)-Nets and
 * (t,s)-Sequences"). A point that the constraints exclude is replaced by a random one.
 */
public final class SobolSampler implements Sampler {
    /** Digits that are scrambled; the first 2^32 points differ in these. */
    private static final int DIGITS = 32;

    private static final double SCALE = 1.0 / (1L << DIGITS);

    private final Space space;
    private final long seed;

    public SobolSampler(Space space, long seed) {
        this.space = space;
        this.seed = seed;
    }

    @Override
    public Optional<double[]> ask(History history, int number) {
        return Optional.of(point(number));
    }

    /**
     * @param number of the trial, from 0
     */
    public double[] point(int number) {
        double[] uniforms = uniforms(space.size(), seed, number);
        for (int i = 0; i < uniforms.length; i++) {
            uniforms[i] = space.axis(i).draw(uniforms[i]);
        }
        double[] point = space.settle(uniforms);
        return space.allows(point) ? point : space.random(Randomness.of(seed, number));
    }

    /** A point of the scrambled sequence in the unit cube. */
    static double[] uniforms(int dimension, long seed, int number) {
        double[] coordinates = new SobolSequenceGenerator(dimension).skipTo(number);
        for (int i = 0; i < dimension; i++) {
            coordinates[i] = scramble(coordinates[i], Randomness.mix(seed + Randomness.mix(i + 1L)));
        }
        return coordinates;
    }

    /** Flips each binary digit, or not, as a hash of the digits before it says. */
    private static double scramble(double coordinate, long seed) {
        long digits = (long) (coordinate / SCALE);
        long scrambled = 0;
        for (int position = DIGITS - 1; position >= 0; position--) {
            long before = digits >>> (position + 1);
            long flip = Randomness.mix(seed ^ Randomness.mix((before << 6) | position)) & 1;
            scrambled |= (((digits >>> position) & 1) ^ flip) << position;
        }
        return (scrambled + 0.5) * SCALE;
    }

    @Override
    public String describe(History history) {
        return "sobol";
    }
}
