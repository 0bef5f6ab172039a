package io.jenkins.plugins.mlsteps.tune.sampler.cmaes;

import org.hipparchus.util.FastMath;

/**
 * The constants of covariance matrix adaptation for a number of axes and a population size, by the names and formulas of
 * Hansen 2016 ("The CMA Evolution Strategy: A Tutorial", table 1 and equations 49 to 58), negative weights included.
 */
final class Strategy {
    final int axes;
    final int population;
    final double[] weights;
    final double massOfParents;
    final double cSigma;
    final double dSigma;
    final double cc;
    final double c1;
    final double cMu;
    final double expectedLength;

    Strategy(int axes, int population) {
        this.axes = axes;
        this.population = population;
        double n = axes;
        double[] raw = new double[population];
        double positive = 0;
        double positiveSquares = 0;
        double negative = 0;
        double negativeSquares = 0;
        for (int i = 0; i < population; i++) {
            raw[i] = FastMath.log((population + 1) / 2.0) - FastMath.log(i + 1.0);
            if (i < population / 2) {
                positive += raw[i];
                positiveSquares += raw[i] * raw[i];
            } else {
                negative += Math.min(0, raw[i]);
                negativeSquares += raw[i] < 0 ? raw[i] * raw[i] : 0;
            }
        }
        massOfParents = positive * positive / positiveSquares;
        cSigma = (massOfParents + 2) / (n + massOfParents + 5);
        dSigma = 1 + 2 * Math.max(0, FastMath.sqrt((massOfParents - 1) / (n + 1)) - 1) + cSigma;
        cc = (4 + massOfParents / n) / (n + 4 + 2 * massOfParents / n);
        c1 = 2 / ((n + 1.3) * (n + 1.3) + massOfParents);
        cMu = Math.min(
                1 - c1,
                2 * (0.25 + massOfParents + 1 / massOfParents - 2) / ((n + 2) * (n + 2) + massOfParents));
        expectedLength = FastMath.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
        double massOfOthers = negativeSquares == 0 ? 0 : negative * negative / negativeSquares;
        double most = Math.min(
                Math.min(1 + c1 / cMu, 1 + 2 * massOfOthers / (massOfParents + 2)), (1 - c1 - cMu) / (n * cMu));
        weights = new double[population];
        for (int i = 0; i < population; i++) {
            weights[i] = i < population / 2
                    ? raw[i] / positive
                    : negative == 0 ? 0 : most * Math.min(0, raw[i]) / -negative;
        }
    }

    static int defaultPopulation(int axes) {
        return 4 + (int) (3 * FastMath.log(axes));
    }
}
