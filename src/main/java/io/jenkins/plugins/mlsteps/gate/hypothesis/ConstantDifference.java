package io.jenkins.plugins.mlsteps.gate.hypothesis;

/**
 * A difference that every case showed alike, so that no spread can be estimated from it. All that is known is how large the share
 * of cases can be that would show another: at most {@code 1 - alpha^(1/cases)}, with confidence {@code 1 - alpha} (Clopper and
 * Pearson 1934, for none seen), and they may show the worst there is.
 *
 * @param effect between -1 and 1, of a metric between 0 and 1
 * @param cases that showed it, independent of each other
 */
record ConstantDifference(String method, double effect, int cases, long rows) implements Difference {
    private static final double ONE_STANDARD_ERROR = Normal.above(1);

    @Override
    public double lower(double alpha) {
        return effect - (1 + effect) * unseen(alpha);
    }

    @Override
    public double upper(double alpha) {
        return effect + (1 - effect) * unseen(alpha);
    }

    /** From the width of the interval, as if it were normal. */
    @Override
    public double standardError() {
        return unseen(ONE_STANDARD_ERROR);
    }

    @Override
    public double pAbove(double threshold) {
        return p(1 + threshold, 1 + effect);
    }

    @Override
    public double pBelow(double threshold) {
        return p(1 - threshold, 1 - effect);
    }

    private double unseen(double alpha) {
        return 1 - Math.pow(alpha, 1.0 / cases);
    }

    /** The alpha whose bound is the threshold; both are distances from the worst difference there is. */
    private double p(double threshold, double seen) {
        return threshold >= seen ? 1 : Math.pow(Math.max(0, threshold) / seen, cases);
    }
}
