package io.jenkins.plugins.mlsteps.tune.pruner;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.hipparchus.stat.inference.WilcoxonSignedRankTest;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * Stops a trial that is worse than the best complete one on the steps both reported, by Wilcoxon's signed-rank test
 * (Wilcoxon 1945). Meant for steps that are folds or problem instances rather than epochs: values are compared pair by pair.
 *
 * @param significance one-sided level; 0.1
 * @param startupSteps pairs without which nothing is stopped
 */
record WilcoxonPruner(double significance, int startupSteps) implements Pruner {
    static final double SIGNIFICANCE = 0.1;
    static final int STARTUP_STEPS = 3;

    /** Up to this many pairs the exact distribution is used, which takes 2^pairs steps. */
    private static final int EXACT = 12;

    @Override
    public boolean prunes(Curve trial, Collection<Curve> others) {
        Optional<Curve> best =
                others.stream().filter(Curve::isComplete).min(Comparator.comparingDouble(Curve::finalValue));
        return best.isPresent() && isWorse(trial, best.get());
    }

    private boolean isWorse(Curve trial, Curve best) {
        double[] differences = trial.values().entrySet().stream()
                .filter(entry -> best.at(entry.getKey()).isPresent())
                .mapToDouble(entry -> entry.getValue() - best.at(entry.getKey()).getAsDouble())
                .filter(difference -> difference != 0)
                .toArray();
        double sum = Arrays.stream(differences).sum();
        // A mean that is no worse speaks for going on, whatever most folds say.
        if (differences.length < startupSteps || !(sum > 0)) {
            return false;
        }
        if (sum == Double.POSITIVE_INFINITY) {
            return true;
        }
        return isMostlyAbove(differences)
                && new WilcoxonSignedRankTest()
                                        .wilcoxonSignedRankTest(
                                                new double[differences.length], differences, differences.length <= EXACT)
                                / 2
                        < significance;
    }

    /** Whether positive differences have more than half of the ranks, so that half a two-sided p-value is theirs. */
    private static boolean isMostlyAbove(double[] differences) {
        double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE)
                .rank(Arrays.stream(differences).map(Math::abs).toArray());
        double above = 0;
        for (int i = 0; i < ranks.length; i++) {
            above += Math.signum(differences[i]) * ranks[i];
        }
        return above > 0;
    }
}
