package io.jenkins.plugins.mlsteps.gate.hypothesis;

/**
 * A difference whose estimate is normally distributed.
 *
 * @param standardError above 0
 */
record NormalDifference(String method, double effect, double standardError, long rows) implements Difference {
    @Override
    public double lower(double alpha) {
        return effect + Normal.quantile(alpha) * standardError;
    }

    @Override
    public double upper(double alpha) {
        return effect - Normal.quantile(alpha) * standardError;
    }

    @Override
    public double pAbove(double threshold) {
        return Normal.above(z(threshold));
    }

    @Override
    public double pBelow(double threshold) {
        return Normal.cdf(z(threshold));
    }

    private double z(double threshold) {
        return (effect - threshold) / standardError;
    }
}
