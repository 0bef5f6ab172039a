package io.jenkins.plugins.mlsteps.gate.hypothesis;

import java.util.Arrays;

/**
 * Ranks of the sizes of differences.
 *
 * @param ranks of the differences other than zero, ascending; those of equal sizes are averaged
 * @param positive sum of the ranks of positive differences
 * @param ties sum of t³ - t over the groups of t equal ranks
 */
record SignedRanks(double[] ranks, double positive, double ties) {
    /** Up to so many differences the exact distribution is used; SciPy does so without ties only. */
    private static final int EXACT = 50;

    static SignedRanks of(double[] differences, double threshold) {
        double[] shifted = Arrays.stream(differences)
                .map(d -> d - threshold)
                .filter(d -> d != 0)
                .toArray();
        double[] sizes = Arrays.stream(shifted).map(Math::abs).sorted().toArray();
        double[] ranks = ranks(sizes);
        double positive = 0;
        for (double d : shifted) {
            positive += d > 0 ? ranks[Arrays.binarySearch(sizes, d)] : 0;
        }
        return new SignedRanks(ranks, positive, ties(sizes));
    }

    boolean isExact() {
        return ranks.length <= EXACT;
    }

    double z() {
        int n = ranks.length;
        if (n == 0) {
            return 0;
        }
        double mean = n * (n + 1.0) / 4;
        double variance = n * (n + 1.0) * (2.0 * n + 1) / 24 - ties / 48;
        return (positive - mean) / Math.sqrt(variance);
    }

    double exactAtLeast() {
        double[] probability = distribution();
        return Arrays.stream(probability, (int) (2 * positive), probability.length).sum();
    }

    double exactAtMost() {
        return Arrays.stream(distribution(), 0, (int) (2 * positive) + 1).sum();
    }

    /** Probability of each rank sum, in halves, when every sign is a fair coin: averaged ranks are whole or halves. */
    private double[] distribution() {
        int n = ranks.length;
        double[] probability = new double[n * (n + 1) + 1];
        probability[0] = 1;
        for (double rank : ranks) {
            int halves = (int) (2 * rank);
            for (int sum = probability.length - 1; sum >= 0; sum--) {
                probability[sum] = (probability[sum] + (sum >= halves ? probability[sum - halves] : 0)) / 2;
            }
        }
        return probability;
    }

    /** The rank of each of the ascending sizes, that of equal ones averaged. */
    private static double[] ranks(double[] sizes) {
        double[] ranks = new double[sizes.length];
        for (int start = 0; start < sizes.length; ) {
            int end = start;
            while (end < sizes.length && sizes[end] == sizes[start]) {
                end++;
            }
            Arrays.fill(ranks, start, end, (start + 1 + end) / 2.0);
            start = end;
        }
        return ranks;
    }

    private static double ties(double[] sizes) {
        double ties = 0;
        for (int start = 0; start < sizes.length; ) {
            int end = start;
            while (end < sizes.length && sizes[end] == sizes[start]) {
                end++;
            }
            double t = end - start;
            ties += t * t * t - t;
            start = end;
        }
        return ties;
    }
}
