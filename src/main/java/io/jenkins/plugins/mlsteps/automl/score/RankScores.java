package io.jenkins.plugins.mlsteps.automl.score;

import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Scores that look at the order of predictions alone. */
final class RankScores {
    private RankScores() {}

    /**
     * Area under the ROC curve of one class against the rest: the share of pairs in the right order, ties counting half (Hanley
     * and McNeil 1982). NaN when one of the two sides is empty.
     */
    static double auc(Outcome.Classes classes, int positive, double[][] predicted) {
        int[] order = IntStream.range(0, classes.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> predicted[row][positive]))
                .mapToInt(Integer::intValue)
                .toArray();
        double rankSum = 0;
        long positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            int positivesOfTie = 0;
            while (to < order.length && predicted[order[to]][positive] == predicted[order[from]][positive]) {
                positivesOfTie += classes.codes()[order[to]] == positive ? 1 : 0;
                to++;
            }
            rankSum += positivesOfTie * (from + 1 + to) / 2.0;
            positives += positivesOfTie;
            from = to;
        }
        long negatives = order.length - positives;
        return positives == 0 || negatives == 0
                ? Double.NaN
                : (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }
}
