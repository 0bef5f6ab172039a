package io.jenkins.plugins.mlsteps.gate.hypothesis;

import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * McNemar (1947): whether the cases that only one of two models gets right are as often the one's as the other's. The
 * interval is Newcombe's.
 */
final class McNemar extends PairedProportions {
    private final PairedCounts counts;
    private final boolean exact;

    /** @param exact the conditional binomial p-value; otherwise the mid-p-value, which is less conservative (Lancaster 1961) */
    McNemar(PairedCounts counts, boolean exact) {
        super(counts);
        this.counts = counts;
        this.exact = exact;
    }

    @Override
    public String method() {
        return exact ? "McNemar, exact" : "McNemar, mid-p";
    }

    /** Only a threshold of zero is a hypothesis that McNemar tests. */
    @Override
    public double pAbove(double threshold) {
        return threshold == 0 ? tail(counts.candidate()) : super.pAbove(threshold);
    }

    @Override
    public double pBelow(double threshold) {
        return threshold == 0 ? tail(counts.baseline()) : super.pBelow(threshold);
    }

    /** Probability that of the discordant cases at least so many fall on one side. */
    private double tail(long successes) {
        int discordant = Math.toIntExact(counts.candidate() + counts.baseline());
        if (discordant == 0) {
            return 1;
        }
        BinomialDistribution fair = new BinomialDistribution(discordant, 0.5);
        // A fair coin is symmetric, and a lower tail keeps its digits where 1 minus an upper one would lose them.
        double atLeast = fair.cumulativeProbability(discordant - (int) successes);
        return exact ? atLeast : atLeast - 0.5 * fair.probability((int) successes);
    }
}
