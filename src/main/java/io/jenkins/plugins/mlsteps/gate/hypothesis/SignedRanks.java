package io.jenkins.plugins.mlsteps.gate.hypothesis;

import java.util.Arrays;

/**
 * Ranks of the sizes of differences.
 *
 * @param n differences other than zero
 * @param positive sum of the ranks of positive differences
 * @param ties sum of t³ - t over the groups of t equal ranks
 */
record SignedRanks(int n, double positive, double ties) {
    /** Up to so many differences without ties the exact distribution is used, as SciPy does. */
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
        return new SignedRanks(sizes.length, positive, ties(sizes));
    }

    boolean isExact() {
        return n <= EXACT && ties == 0;
    }

    double z() {
        if (n == 0) {
            return 0;
        }
        double mean = n * (n + 1.0) / 4;
        double variance = n * (n + 1.0) * (2.0 * n + 1) / 24 - ties / 48;
        return (positive - mean) / Math.sqrt(variance);
    }

    double exactAtLeast() {
        double[] probability = distribution();
        return Arrays.stream(probability, (int) positive, probability.length).sum();
    }

    double exactAtMost() {
        return Arrays.stream(distribution(), 0, (int) positive + 1).sum();
    }

    /** Probability of each rank sum when every sign is a fair coin. */
    private double[] distribution() {
        double[] probability = new double[n * (n + 1) / 2 + 1];
        probability[0] = 1;
        for (int rank = 1; rank <= n; rank++) {
            for (int sum = probability.length - 1; sum >= 0; sum--) {
                probability[sum] = (probability[sum] + (sum >= rank ? probability[sum - rank] : 0)) / 2;
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
