package io.jenkins.plugins.mlsteps.gate.simulation;

import java.util.random.RandomGenerator;

/**
 * Two classifiers of two classes.
 *
 * @param accuracy of the baseline
 * @param disagreement share of the cases that only the baseline gets right
 * @param change of the candidate's accuracy
 */
record AccuracyReleases(double accuracy, double disagreement, double change) implements Releases {
    AccuracyReleases {
        double onlyCandidate = disagreement + change;
        if (disagreement < 0 || disagreement > accuracy || onlyCandidate < 0 || accuracy + onlyCandidate > 1) {
            throw new IllegalArgumentException("no two models have accuracy " + accuracy + ", a change of " + change + " and "
                    + disagreement + " of the cases right in the baseline alone");
        }
    }

    @Override
    public String header() {
        return "id,label,prediction\n";
    }

    @Override
    public void row(int id, RandomGenerator random, StringBuilder candidate, StringBuilder baseline) {
        int label = random.nextInt(2);
        double draw = random.nextDouble();
        boolean baselineRight = draw < accuracy;
        boolean candidateRight =
                draw < accuracy - disagreement || draw >= accuracy && draw < accuracy + disagreement + change;
        append(candidate, id, label, candidateRight);
        append(baseline, id, label, baselineRight);
    }

    private static void append(StringBuilder csv, int id, int label, boolean right) {
        csv.append(id).append(',').append(label).append(',').append(right ? label : 1 - label).append('\n');
    }
}
