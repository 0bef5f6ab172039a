package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import io.jenkins.plugins.mlsteps.tune.sampler.Dominance;
import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The good and the other points of a history, each in the order of their numbers. Running trials are among the others, as
 * if they had a bad value (a "constant liar", Ginsbourger et al. 2010), so that parallel trials keep apart; so are failed
 * trials, so that the search leaves regions that fail.
 */
record Split(List<double[]> good, List<double[]> others) {
    /** Pruned trials, those that got farther first. */
    private static final Comparator<Observation> FARTHEST_FIRST = Comparator.comparingLong(Observation::step)
            .reversed()
            .thenComparingDouble(Observation::value);

    /** Complete trials count as better than pruned ones; several objectives are ranked by dominance. */
    static Split of(History history, int goodCount) {
        List<Observation> ranked = new ArrayList<>(Dominance.ranked(history.complete()));
        history.told().stream()
                .filter(observation -> observation.outcome() == Observation.Outcome.PRUNED)
                .sorted(FARTHEST_FIRST)
                .forEach(ranked::add);
        int cut = Math.min(goodCount, ranked.size());
        List<Observation> others = new ArrayList<>(ranked.subList(cut, ranked.size()));
        history.told().stream()
                .filter(observation -> observation.outcome() == Observation.Outcome.FAILED)
                .forEach(others::add);
        return new Split(points(ranked.subList(0, cut)), points(others));
    }

    Split with(Collection<double[]> running) {
        List<double[]> all = new ArrayList<>(others);
        all.addAll(running);
        return new Split(good, all);
    }

    private static List<double[]> points(List<Observation> observations) {
        return observations.stream()
                .sorted(Comparator.comparingInt(Observation::number))
                .map(Observation::point)
                .toList();
    }
}
