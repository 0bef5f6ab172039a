package io.jenkins.plugins.mlsteps.gate.hypothesis;

/**
 * Newcombe (1998), "Improved confidence intervals for the difference between binomial proportions based on paired data",
 * method 10.
 */
class PairedProportions extends Proportions {
    private final PairedCounts counts;
    private final double n;
    private final double own;
    private final double other;

    PairedProportions(PairedCounts counts) {
        this.counts = counts;
        this.n = counts.rows();
        this.own = counts.both() + counts.candidate();
        this.other = counts.both() + counts.baseline();
    }

    @Override
    public String method() {
        return "Newcombe score interval, paired";
    }

    @Override
    public double effect() {
        return (counts.candidate() - counts.baseline()) / n;
    }

    @Override
    public double standardError() {
        double discordant = (counts.candidate() + counts.baseline()) / n;
        return Math.sqrt((discordant - effect() * effect()) / n);
    }

    @Override
    public long rows() {
        return counts.rows();
    }

    @Override
    double low(double z) {
        Wilson left = Wilson.of(own, n, z);
        Wilson right = Wilson.of(other, n, z);
        return effect() - spread(own / n - left.low(), right.high() - other / n);
    }

    @Override
    double high(double z) {
        Wilson left = Wilson.of(own, n, z);
        Wilson right = Wilson.of(other, n, z);
        return effect() + spread(left.high() - own / n, other / n - right.low());
    }

    private double spread(double left, double right) {
        return Math.sqrt(Math.max(0, left * left - 2 * correlation() * left * right + right * right));
    }

    /** Phi of the four counts, corrected for continuity when positive. */
    private double correlation() {
        double product = own * (n - own) * other * (n - other);
        if (product == 0) {
            return 0;
        }
        double numerator = (double) counts.both() * counts.neither() - (double) counts.candidate() * counts.baseline();
        double corrected = numerator > 0 ? Math.max(numerator - n / 2, 0) : numerator;
        return corrected / Math.sqrt(product);
    }
}
