package io.jenkins.plugins.mlsteps.gate.hypothesis;

/** A difference whose estimate is normally distributed. */
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

    /** Two models that never differ have no error; then a threshold is passed surely, or not at all. */
    private double z(double threshold) {
        return effect == threshold ? 0 : (effect - threshold) / standardError;
    }
}
