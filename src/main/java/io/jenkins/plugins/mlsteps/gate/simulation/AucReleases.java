package io.jenkins.plugins.mlsteps.gate.simulation;

import java.util.random.RandomGenerator;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Two scores of two classes, each normally distributed in both (the binormal model of ROC curves: Pepe 2003, "The Statistical Evaluation of
 * Medical Tests", 4.4).
 *
 * @param auc of the baseline
 * @param correlation of the two models' scores within a class
 * @param change of the candidate's area
 */
record AucReleases(double auc, double correlation, double change) implements Releases {
    AucReleases {
        if (!(auc > 0 && auc < 1 && auc + change > 0 && auc + change < 1 && Math.abs(correlation) <= 1)) {
            throw new IllegalArgumentException("no two models have an area of " + auc + ", a change of " + change
                    + " and a correlation of " + correlation);
        }
    }

    @Override
    public String header() {
        return "id,label,score\n";
    }

    @Override
    public void row(int id, RandomGenerator random, StringBuilder candidate, StringBuilder baseline) {
        int label = random.nextInt(2);
        double common = random.nextGaussian();
        double own = correlation * common + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        append(candidate, id, label, own + label * distance(auc + change));
        append(baseline, id, label, common + label * distance(auc));
    }

    /** How far the means of the classes are apart, in standard deviations. */
    private static double distance(double area) {
        return Math.sqrt(2) * new NormalDistribution().inverseCumulativeProbability(area);
    }

    private static void append(StringBuilder csv, int id, int label, double score) {
        csv.append(id).append(',').append(label).append(',').append(score).append('\n');
    }
}
