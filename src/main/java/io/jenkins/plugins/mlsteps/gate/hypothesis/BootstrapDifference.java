package io.jenkins.plugins.mlsteps.gate.hypothesis;

import java.util.Arrays;

/**
 * A difference known by its resamples, with bias-corrected and accelerated bounds: Efron (1987), "Better bootstrap confidence
 * intervals".
 */
final class BootstrapDifference implements Difference {
    private final String method;
    private final double effect;
    private final long rows;
    private final double[] resamples;
    private final double acceleration;
    private final double bias;

    /** @param resamples ascending */
    BootstrapDifference(String method, double effect, long rows, double[] resamples, double acceleration) {
        this.method = method;
        this.effect = effect;
        this.rows = rows;
        this.resamples = resamples;
        this.acceleration = acceleration;
        this.bias = Normal.quantile(below(effect));
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public double effect() {
        return effect;
    }

    @Override
    public double standardError() {
        double mean = Arrays.stream(resamples).average().orElse(effect);
        return Math.sqrt(Arrays.stream(resamples).map(d -> (d - mean) * (d - mean)).sum() / (resamples.length - 1));
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public double lower(double alpha) {
        return percentile(alpha);
    }

    @Override
    public double upper(double alpha) {
        return percentile(1 - alpha);
    }

    /** The level whose lower bound is the threshold: the percentile's formula solved for the level. */
    @Override
    public double pAbove(double threshold) {
        double shifted = Normal.quantile(below(threshold)) - bias;
        return Normal.cdf(shifted / (1 + acceleration * shifted) - bias);
    }

    @Override
    public double pBelow(double threshold) {
        return 1 - pAbove(threshold);
    }

    private double percentile(double level) {
        double shifted = bias + Normal.quantile(level);
        double at = Normal.cdf(bias + shifted / (1 - acceleration * shifted)) * (resamples.length - 1);
        int index = (int) Math.min(resamples.length - 2.0, Math.floor(at));
        double share = at - index;
        return resamples[index] * (1 - share) + resamples[index + 1] * share;
    }

    /**
     * Share of the resamples below, ties counting half; never none or all, of which so few resamples know nothing. Nor do so few
     * units: no test that gives their differences random signs comes below {@code 2^-units}.
     */
    private double below(double value) {
        int less = 0;
        int equal = 0;
        for (double resample : resamples) {
            less += resample < value ? 1 : 0;
            equal += resample == value ? 1 : 0;
        }
        double least = Math.max(1.0 / (resamples.length + 1), Math.pow(2, -rows));
        return Math.min(1 - least, Math.max(least, (less + equal / 2.0) / resamples.length));
    }
}
