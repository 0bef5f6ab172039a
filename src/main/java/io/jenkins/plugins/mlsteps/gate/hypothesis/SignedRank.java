package io.jenkins.plugins.mlsteps.gate.hypothesis;

import java.util.Arrays;
import org.hipparchus.analysis.solvers.BisectionSolver;

/**
 * Wilcoxon (1945): whether paired differences lie symmetrically about a threshold. The effect is the pseudo-median (Hodges and
 * Lehmann 1963) and the interval inverts the test. Differences equal to the threshold are left out, as Wilcoxon did.
 */
final class SignedRank implements Difference {
    private static final double BESIDE = 1e-6;

    private final double[] differences;
    private final double scale;

    /** @param differences candidate minus baseline for each unit, positive is better */
    SignedRank(double[] differences) {
        if (differences.length < 1) {
            throw new HypothesisException("there is no unit to compare");
        }
        this.differences = differences;
        this.scale = Arrays.stream(differences).map(Math::abs).max().orElse(0);
    }

    @Override
    public String method() {
        return "Wilcoxon signed-rank, paired";
    }

    /** The statistic is flat where its middle falls between two pseudo-values; then the middle of the flat part. */
    @Override
    public double effect() {
        return (solve(BESIDE) + solve(-BESIDE)) / 2;
    }

    /** From the width of the interval, as if it were normal. */
    @Override
    public double standardError() {
        return (solve(-1) - solve(1)) / 2;
    }

    @Override
    public long rows() {
        return differences.length;
    }

    @Override
    public double lower(double alpha) {
        return solve(-Normal.quantile(alpha));
    }

    @Override
    public double upper(double alpha) {
        return solve(Normal.quantile(alpha));
    }

    @Override
    public double pAbove(double threshold) {
        SignedRanks ranks = SignedRanks.of(differences, threshold);
        return ranks.isExact() ? ranks.exactAtLeast() : Normal.above(ranks.z());
    }

    @Override
    public double pBelow(double threshold) {
        SignedRanks ranks = SignedRanks.of(differences, threshold);
        return ranks.isExact() ? ranks.exactAtMost() : Normal.cdf(ranks.z());
    }

    /** The threshold at which the statistic is {@code z}; it falls as the threshold rises. */
    private double solve(double z) {
        if (scale == 0) {
            return 0;
        }
        double edge = scale * (1 + 1e-9);
        double low = SignedRanks.of(differences, -edge).z() - z;
        double high = SignedRanks.of(differences, edge).z() - z;
        if (low * high >= 0) {
            return low <= 0 ? -edge : edge;
        }
        return new BisectionSolver(scale * 1e-9)
                .solve(200, threshold -> SignedRanks.of(differences, threshold).z() - z, -edge, edge);
    }
}
