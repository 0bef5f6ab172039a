package io.jenkins.plugins.mlsteps.gate.hypothesis;

import io.jenkins.plugins.mlsteps.gate.measure.ResampledMetric;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Resamples two models' units and gives the distribution of the difference of a metric. The same seed and units give the same
 * distribution on any number of processors.
 */
final class Bootstrap {
    /** Enough for intervals at 5 %: Efron and Tibshirani (1993), "An Introduction to the Bootstrap", section 14.3. */
    private static final int MOST = 2000;

    private static final int FEWEST = 200;

    /** Units drawn in all, about: half a minute of work. */
    private static final double BUDGET = 2e9;

    private static final double MAY_BE_UNDEFINED = 0.01;
    private static final long SEED = 0x6A09E667F3BCC909L;

    private final ResampledMetric candidate;
    private final ResampledMetric baseline;
    private final int sign;
    private final boolean paired;

    /**
     * @param sign 1 where more of the metric is better, else -1
     * @param paired whether unit i of both is the same case, so that one draw counts for both
     */
    Bootstrap(ResampledMetric candidate, ResampledMetric baseline, int sign, boolean paired) {
        this.candidate = candidate;
        this.baseline = baseline;
        this.sign = sign;
        this.paired = paired;
    }

    Difference difference() {
        if (paired && candidate.units() != baseline.units()) {
            throw new HypothesisException("the candidate has " + candidate.units() + " queries and the baseline "
                    + baseline.units() + "; paired predictions must have the same");
        }
        int resamples = (int) Math.max(FEWEST, Math.min(MOST, BUDGET / candidate.units()));
        double[] differences = Arrays.stream(seeds(resamples))
                .parallel()
                .mapToDouble(this::resample)
                .filter(difference -> !Double.isNaN(difference))
                .sorted()
                .toArray();
        if (differences.length < (1 - MAY_BE_UNDEFINED) * resamples) {
            throw new HypothesisException("the metric is undefined in " + (resamples - differences.length) + " of "
                    + resamples + " resamples: there are too few rows of a class");
        }
        double effect = sign * (candidate.of(once(candidate)) - baseline.of(once(baseline)));
        if (!Double.isFinite(effect)) {
            throw new HypothesisException("the metric is undefined for these predictions");
        }
        String method = paired
                ? "BCa bootstrap, paired, " + resamples + " resamples"
                : "BCa bootstrap, unpaired (no common ids), " + resamples + " resamples";
        double acceleration = new Jackknife(candidate, baseline, sign, paired).acceleration();
        return new BootstrapDifference(method, effect, candidate.units(), differences, acceleration);
    }

    /** One for each resample; seeds that followed each other in a sequence would give overlapping draws. */
    private static long[] seeds(int resamples) {
        return new SplittableRandom(SEED).longs(resamples).toArray();
    }

    private double resample(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] counts = draw(random, candidate.units());
        double own = candidate.of(counts);
        double other = baseline.of(paired ? counts : draw(random, baseline.units()));
        return sign * (own - other);
    }

    private static int[] draw(SplittableRandom random, int units) {
        int[] counts = new int[units];
        for (int i = 0; i < units; i++) {
            counts[random.nextInt(units)]++;
        }
        return counts;
    }

    static int[] once(ResampledMetric metric) {
        int[] counts = new int[metric.units()];
        Arrays.fill(counts, 1);
        return counts;
    }
}
