package io.jenkins.plugins.mlsteps.gate.hypothesis;

import io.jenkins.plugins.mlsteps.gate.measure.ResampledMetric;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How skewed a difference is, from leaving units out: Efron (1987), "Better bootstrap confidence intervals". Up to a thousand
 * units each is left out alone; more are left out in so many random blocks, whose means keep the skewness of the whole.
 */
final class Jackknife {
    private static final int MOST_UNITS_ALONE = 1000;
    private static final int BLOCKS = 200;

    private final ResampledMetric candidate;
    private final ResampledMetric baseline;
    private final int sign;
    private final boolean paired;
    private double squares;
    private double cubes;

    Jackknife(ResampledMetric candidate, ResampledMetric baseline, int sign, boolean paired) {
        this.candidate = candidate;
        this.baseline = baseline;
        this.sign = sign;
        this.paired = paired;
    }

    /** BCa's acceleration; 0 when leaving out changes nothing. For two samples as in SciPy's {@code bootstrap}. */
    double acceleration() {
        if (paired) {
            leaveOut(candidate.units(), counts -> sign * (candidate.of(counts) - baseline.of(counts)));
        } else {
            leaveOut(candidate.units(), counts -> sign * candidate.of(counts));
            leaveOut(baseline.units(), counts -> -sign * baseline.of(counts));
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    private void leaveOut(int units, ToDoubleFunction<int[]> statistic) {
        int blocks = units <= MOST_UNITS_ALONE ? units : BLOCKS;
        int[] block = blocks(units, blocks);
        double[] without = IntStream.range(0, blocks)
                .parallel()
                .mapToDouble(left -> {
                    int[] counts = new int[units];
                    Arrays.setAll(counts, unit -> block[unit] == left ? 0 : 1);
                    return statistic.applyAsDouble(counts);
                })
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double mean = Arrays.stream(without).average().orElse(0);
        double share = (blocks - 1.0) / blocks;
        for (double value : without) {
            double influence = share * (mean - value);
            squares += influence * influence;
            cubes += influence * influence * influence;
        }
    }

    /** A block for each unit, in random order, for files are often sorted. */
    private static int[] blocks(int units, int blocks) {
        int[] block = new int[units];
        Arrays.setAll(block, unit -> unit % blocks);
        SplittableRandom random = new SplittableRandom(units);
        for (int i = units - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = block[i];
            block[i] = block[j];
            block[j] = swapped;
        }
        return block;
    }
}
