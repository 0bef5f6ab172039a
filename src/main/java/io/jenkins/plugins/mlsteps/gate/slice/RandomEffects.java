package io.jenkins.plugins.mlsteps.gate.slice;

/**
 * Means of groups that differ by more than their sampling errors, perhaps.
 *
 * @param value measured in each group, at least two
 * @param variance of its sampling error, not negative
 */
record RandomEffects(double[] value, double[] variance) {
    /** The best linear unbiased prediction of each group's mean; between its value and the mean of all. */
    double[] shrunk() {
        double between = between();
        double[] weight = new double[value.length];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = between + variance[i] == 0 ? 0 : 1 / (between + variance[i]);
        }
        double mean = mean(weight);
        double[] shrunk = value.clone();
        for (int i = 0; i < shrunk.length; i++) {
            if (weight[i] > 0) {
                shrunk[i] = mean + between * weight[i] * (value[i] - mean);
            }
        }
        return shrunk;
    }

    /** Variance between the groups' means: DerSimonian and Laird (1986), equation 8; not negative. */
    double between() {
        double[] weight = new double[value.length];
        double total = 0;
        double squares = 0;
        for (int i = 0; i < weight.length; i++) {
            if (variance[i] == 0) {
                return ordinary(); // without sampling errors, all differences are between groups
            }
            weight[i] = 1 / variance[i];
            total += weight[i];
            squares += weight[i] * weight[i];
        }
        double mean = mean(weight);
        double q = 0;
        for (int i = 0; i < weight.length; i++) {
            q += weight[i] * (value[i] - mean) * (value[i] - mean);
        }
        return Math.max(0, (q - (value.length - 1)) / (total - squares / total));
    }

    private double ordinary() {
        double mean = 0;
        for (double v : value) {
            mean += v / value.length;
        }
        double squares = 0;
        for (double v : value) {
            squares += (v - mean) * (v - mean);
        }
        return squares / (value.length - 1);
    }

    private double mean(double[] weight) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < weight.length; i++) {
            sum += weight[i] * value[i];
            total += weight[i];
        }
        return total == 0 ? value[0] : sum / total;
    }
}
