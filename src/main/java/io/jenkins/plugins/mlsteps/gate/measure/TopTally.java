package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.Classification;
import java.util.Map;

/** How often the true class is among the k with the highest scores; of equal scores the later class comes first, as in scikit-learn. */
final class TopTally {
    private static final int[] K = {2, 3, 5, 10};

    private final int classes;
    private final double[] hits = new double[K.length];
    private double total;

    TopTally(int classes) {
        this.classes = classes;
    }

    /** Number of classes that come before the true one. */
    static int ahead(Classification classification, int row) {
        int label = classification.label(row);
        double truth = classification.score(row, label);
        int ahead = 0;
        for (int c = 0; c < classification.classes().size(); c++) {
            double score = classification.score(row, c);
            if (score > truth || score == truth && c > label) {
                ahead++;
            }
        }
        return ahead;
    }

    void add(int ahead, double weight) {
        total += weight;
        for (int i = 0; i < K.length; i++) {
            hits[i] += ahead < K[i] ? weight : 0;
        }
    }

    /** With as many tries as classes everything hits, which says nothing. */
    void writeTo(Map<String, Double> metrics) {
        for (int i = 0; i < K.length; i++) {
            if (K[i] < classes) {
                new Defined(metrics).put("top_" + K[i] + "_accuracy", hits[i], total);
            }
        }
    }
}
