package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.Ranking;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One query's rows, from the highest score to the lowest.
 *
 * @param relevance of each
 * @param score of each, falling
 */
record RankedQuery(double[] relevance, double[] score) {
    static RankedQuery of(Ranking ranking, List<Integer> rows) {
        List<Integer> ranked = rows.stream()
                .sorted(Comparator.comparingDouble((Integer row) -> ranking.score().get(row) + 0.0)
                        .reversed())
                .toList();
        return new RankedQuery(
                ranked.stream().mapToDouble(ranking.relevance()::get).toArray(),
                ranked.stream().mapToDouble(row -> ranking.score().get(row) + 0.0).toArray());
    }

    /** Of {@code ndcg}, {@code ndcg_5} or {@code mrr}. */
    double value(String metric) {
        if (metric.equals("mrr")) {
            return reciprocalRank();
        }
        int cut = metric.indexOf('_');
        return ndcg(cut < 0 ? Integer.MAX_VALUE : Integer.parseInt(metric.substring(cut + 1)));
    }

    /**
     * Normalized discounted cumulative gain of the first {@code cut} rows, with the relevance as gain and ties averaged:
     * McSherry and Najork (2008), "Computing information retrieval performance measures efficiently in the presence of tied
     * scores", as in scikit-learn. NaN for a single row, for negative relevance and where nothing is relevant.
     */
    double ndcg(int cut) {
        double[] best = relevance.clone();
        Arrays.sort(best);
        double ideal = 0;
        for (int rank = 0; rank < Math.min(cut, best.length); rank++) {
            ideal += best[best.length - 1 - rank] * discount(rank);
        }
        return best.length < 2 || best[0] < 0 || ideal == 0 ? Double.NaN : gain(cut) / ideal;
    }

    private double gain(int cut) {
        double gain = 0;
        for (int start = 0; start < score.length; ) {
            int end = start;
            double relevant = 0;
            double discounts = 0;
            while (end < score.length && score[end] == score[start]) {
                relevant += relevance[end];
                discounts += end < cut ? discount(end) : 0;
                end++;
            }
            gain += relevant / (end - start) * discounts;
            start = end;
        }
        return gain;
    }

    /** 1 over the rank of the first relevant row, the last among rows of equal score; NaN where nothing is relevant. */
    double reciprocalRank() {
        for (int row = 0; row < score.length; row++) {
            if (relevance[row] > 0) {
                int last = row;
                while (last + 1 < score.length && score[last + 1] == score[row]) {
                    last++;
                }
                return 1.0 / (last + 1);
            }
        }
        return Double.NaN;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2.0);
    }
}
