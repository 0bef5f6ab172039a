package io.jenkins.plugins.mlsteps.gate.slice;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/** Number, weighted mean and variance of values, gathered one by one. */
final class Moments {
    private long rows;
    private double weight;
    private double sum;
    private double squares;

    void add(double value, double itsWeight) {
        rows++;
        weight += itsWeight;
        sum += itsWeight * value;
        squares += itsWeight * value * value;
    }

    long rows() {
        return rows;
    }

    double mean() {
        return sum / weight;
    }

    /** All that was gathered here but not in a part of it. */
    Moments without(Moments part) {
        Moments rest = new Moments();
        rest.rows = rows - part.rows;
        rest.weight = weight - part.weight;
        rest.sum = sum - part.sum;
        rest.squares = squares - part.squares;
        return rest;
    }

    /**
     * The p-value of Welch's test (1947, "The generalization of 'Student's' problem when several different population variances are
     * involved") that these values are not worse than others.
     *
     * @param sign 1 where smaller values are worse, -1 where larger ones are
     */
    double isBelow(Moments others, int sign) {
        double own = variance() / rows;
        double other = others.variance() / others.rows;
        double difference = sign * (mean() - others.mean());
        if (own + other == 0) {
            return difference < 0 ? 0 : 1;
        }
        double t = difference / Math.sqrt(own + other);
        double freedom = (own + other) * (own + other) / (own * own / (rows - 1) + other * other / (others.rows - 1));
        return Double.isFinite(freedom) && freedom < 1e6
                ? new TDistribution(freedom).cumulativeProbability(t)
                : new NormalDistribution().cumulativeProbability(t);
    }

    private double variance() {
        return Math.max(0, squares / weight - mean() * mean()) * rows / (rows - 1);
    }
}
