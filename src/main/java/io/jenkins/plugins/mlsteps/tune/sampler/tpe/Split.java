package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The good and the other points of a history, each in the order of their numbers. Running trials are among the others, as
 * if they had a bad value (a "constant liar", Ginsbourger et al. 2010), so that parallel trials keep apart; so are failed
 * trials, so that the search leaves regions that fail.
 */
record Split(List<double[]> good, List<double[]> others) {
    /** Complete trials by value; then pruned ones, those that got farther first. */
    private static final Comparator<Observation> MERIT = Comparator.comparing((Observation o) -> !o.isComplete())
            .thenComparing(Comparator.comparingLong(Observation::step).reversed())
            .thenComparingDouble(Observation::value);

    static Split of(History history, int goodCount, Comparator<Observation> merit) {
        List<Observation> ranked = new ArrayList<>();
        List<Observation> failed = new ArrayList<>();
        history.told().forEach(observation ->
                (observation.outcome() == Observation.Outcome.FAILED ? failed : ranked).add(observation));
        ranked.sort(merit);
        int cut = Math.min(goodCount, ranked.size());
        List<Observation> others = new ArrayList<>(ranked.subList(cut, ranked.size()));
        others.addAll(failed);
        List<double[]> otherPoints = points(others);
        otherPoints.addAll(history.running());
        return new Split(points(ranked.subList(0, cut)), otherPoints);
    }

    static Split of(History history, int goodCount) {
        return of(history, goodCount, MERIT);
    }

    private static List<double[]> points(List<Observation> observations) {
        return observations.stream()
                .sorted(Comparator.comparingInt(Observation::number))
                .map(Observation::point)
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }
}
