package io.jenkins.plugins.mlsteps.tune.pruner;

import java.util.Collection;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * Stops a trial whose best value so far is worse than a percentile of the best values up to the same step of the complete trials
 * that reported as far as that (Golovin et al. 2017, "Google Vizier", section 3.2.2, "Median Stopping Rule": there with the 50th
 * percentile, and of the complete trials' running averages).
 *
 * @param keep per cent of the complete trials that a trial has to keep up with: 50 for the median
 * @param startupTrials complete trials without which nothing is stopped
 * @param warmupSteps steps before which nothing is stopped
 */
record PercentilePruner(double keep, int startupTrials, long warmupSteps) implements Pruner {
    static final int STARTUP_TRIALS = 5;

    @Override
    public boolean prunes(Curve trial, Collection<Curve> others) {
        long step = trial.lastStep();
        if (step < warmupSteps || others.stream().filter(Curve::isComplete).count() < startupTrials) {
            return false;
        }
        double[] peers = others.stream()
                .filter(other -> other.isComplete() && other.firstFrom(step).isPresent())
                .flatMapToDouble(other -> other.bestUntil(step).stream())
                .toArray();
        double best = trial.bestUntil(step).getAsDouble();
        return peers.length > 0 && best > new Percentile(keep).evaluate(peers);
    }
}
