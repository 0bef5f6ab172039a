package io.jenkins.plugins.mlsteps.gate.hypothesis;

/**
 * Newcombe (1998), "Interval estimation for the difference between independent proportions: comparison of eleven methods",
 * method 10.
 */
final class UnpairedProportions extends Proportions {
    private final double hits;
    private final double n;
    private final double baselineHits;
    private final double baselineN;

    UnpairedProportions(long hits, long n, long baselineHits, long baselineN) {
        this.hits = hits;
        this.n = n;
        this.baselineHits = baselineHits;
        this.baselineN = baselineN;
    }

    @Override
    public String method() {
        return "Newcombe score interval, unpaired (no common ids)";
    }

    @Override
    public double effect() {
        return hits / n - baselineHits / baselineN;
    }

    @Override
    public double standardError() {
        double p = hits / n;
        double q = baselineHits / baselineN;
        return Math.sqrt(p * (1 - p) / n + q * (1 - q) / baselineN);
    }

    @Override
    public long rows() {
        return (long) n;
    }

    @Override
    double low(double z) {
        Wilson own = Wilson.of(hits, n, z);
        Wilson other = Wilson.of(baselineHits, baselineN, z);
        return effect() - Math.hypot(hits / n - own.low(), other.high() - baselineHits / baselineN);
    }

    @Override
    double high(double z) {
        Wilson own = Wilson.of(hits, n, z);
        Wilson other = Wilson.of(baselineHits, baselineN, z);
        return effect() + Math.hypot(own.high() - hits / n, baselineHits / baselineN - other.low());
    }
}
