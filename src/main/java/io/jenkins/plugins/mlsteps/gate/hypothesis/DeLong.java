package io.jenkins.plugins.mlsteps.gate.hypothesis;

import java.util.Arrays;

/**
 * Difference of two areas under the ROC curve: DeLong, DeLong and Clarke-Pearson (1988), "Comparing the areas under two or
 * more correlated receiver operating characteristic curves".
 */
final class DeLong {
    /**
     * The scores of one model, the positives' and the negatives' apart.
     *
     * @param positive in the same order of cases for both models of a pair
     */
    record Scores(double[] positive, double[] negative) {}

    /** Standard errors below are rounding: every case showed the same. */
    private static final double ROUNDING = 1e-12;

    private final double[] positiveShare;
    private final double[] negativeShare;

    /** The structural components: how often each positive beats a negative, and each negative is beaten. */
    private DeLong(Scores scores) {
        double[] positives = sorted(scores.positive());
        double[] negatives = sorted(scores.negative());
        positiveShare = Arrays.stream(scores.positive())
                .map(score -> below(negatives, score))
                .toArray();
        negativeShare = Arrays.stream(scores.negative())
                .map(score -> 1 - below(positives, score))
                .toArray();
    }

    /** Of two models on the same cases. */
    static Difference paired(Scores candidate, Scores baseline) {
        DeLong left = new DeLong(candidate);
        DeLong right = new DeLong(baseline);
        double variance = variance(minus(left.positiveShare, right.positiveShare)) / left.positiveShare.length
                + variance(minus(left.negativeShare, right.negativeShare)) / left.negativeShare.length;
        return difference("DeLong, paired", left, right, variance);
    }

    /** Of two models on different cases. */
    static Difference unpaired(Scores candidate, Scores baseline) {
        DeLong left = new DeLong(candidate);
        DeLong right = new DeLong(baseline);
        return difference("DeLong, unpaired (no common ids)", left, right, left.variance() + right.variance());
    }

    private static Difference difference(String method, DeLong candidate, DeLong baseline, double variance) {
        double effect = mean(candidate.positiveShare) - mean(baseline.positiveShare);
        long rows = candidate.positiveShare.length + candidate.negativeShare.length;
        double error = Math.sqrt(variance);
        return error > ROUNDING
                ? new NormalDifference(method, effect, error, rows)
                : new ConstantDifference(method, effect, Math.min(candidate.disjointPairs(), baseline.disjointPairs()), rows);
    }

    /** Pairs of a positive and a negative that have no case in common. */
    private int disjointPairs() {
        return Math.min(positiveShare.length, negativeShare.length);
    }

    private double variance() {
        return variance(positiveShare) / positiveShare.length + variance(negativeShare) / negativeShare.length;
    }

    /** Share of the sorted values below, ties counting half. */
    private static double below(double[] values, double score) {
        return (count(values, score, false) + count(values, score, true)) / 2.0 / values.length;
    }

    /** Number of sorted values less than, or at most, the score. */
    private static int count(double[] values, double score, boolean orEqual) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (values[middle] < score || orEqual && values[middle] == score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double[] minus(double[] left, double[] right) {
        double[] difference = new double[left.length];
        Arrays.setAll(difference, i -> left[i] - right[i]);
        return difference;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
