package io.jenkins.plugins.mlsteps.automl.search;

import io.jenkins.plugins.mlsteps.automl.learn.Family;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the candidate that is trained by the one-standard-error rule (Breiman et al. 1984, "Classification and Regression Trees",
 * 3.4.3): the simplest whose cross-validated error is at most one standard error above the smallest. Among many candidates on few
 * rows the smallest error is partly luck, and the more flexible family has more of it. Linear models count as simpler than
 * ensembles of trees, which are not ranked among themselves.
 */
final class Selection {
    private Selection() {}

    /**
     * @param judged at least one
     * @return the selected candidate, then the others, best first
     */
    static List<Contender> first(List<Contender> judged) {
        List<Contender> bestFirst = new ArrayList<>(judged);
        bestFirst.sort(Comparator.comparingDouble(Contender::score));
        Contender best = bestFirst.get(0);
        double worstAllowed = best.score() + best.standardError();
        Contender selected = bestFirst.stream()
                .filter(contender -> contender.family() == Family.LINEAR && contender.score() <= worstAllowed)
                .findFirst()
                .orElse(best);
        bestFirst.remove(selected);
        bestFirst.add(0, selected);
        return bestFirst;
    }
}
