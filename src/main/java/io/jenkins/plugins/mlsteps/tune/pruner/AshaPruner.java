package io.jenkins.plugins.mlsteps.tune.pruner;

import java.util.Collection;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Asynchronous successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter Tuning", algorithm 2, in
 * its stopping form). Rungs stand at {@code firstRung · reduction^k} steps; a trial goes on from a rung when it is among the
 * best {@code 1 / reduction} of all trials that reached it.
 *
 * @param firstRung steps before the first decision
 * @param reduction how many trials at a rung compete for one place at the next; 4 in the paper
 */
record AshaPruner(long firstRung, int reduction) implements Pruner {
    static final int REDUCTION = 4;

    @Override
    public boolean prunes(Curve trial, Collection<Curve> others) {
        long rung = highestRung(trial.lastStep());
        // Judged once for each rung, by the first report there.
        if (rung == 0 || trial.values().ceilingKey(rung) != trial.lastStep()) {
            return false;
        }
        double own = trial.values().get(trial.lastStep());
        double[] competitors = others.stream()
                .map(other -> other.firstFrom(rung))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        long better = DoubleStream.of(competitors).filter(value -> value < own).count();
        // With fewer trials than one place takes, the best of them goes on.
        long places = Math.max(1, (competitors.length + 1) / reduction);
        return better >= places || own == Double.POSITIVE_INFINITY;
    }

    /** The highest rung at or below a step; 0 when there is none. */
    private long highestRung(long step) {
        if (step < firstRung) {
            return 0;
        }
        long rung = firstRung;
        while (rung <= step / reduction) {
            rung *= reduction;
        }
        return rung;
    }
}
