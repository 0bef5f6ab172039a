package io.jenkins.plugins.mlsteps.automl;

import io.jenkins.plugins.mlsteps.automl.learn.Family;
import io.jenkins.plugins.mlsteps.automl.search.CandidateSpace;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.util.List;
import java.util.Map;

/** What there is to tune in the built-in trainer. */
public final class AutoSpace {
    private AutoSpace() {}

    /**
     * The space of the candidates that an author names; of all when none is named.
     *
     * @throws io.jenkins.plugins.mlsteps.spec.SpecException when there is no such family
     */
    public static List<Dimension> of(List<String> candidates) {
        return CandidateSpace.of(families(candidates));
    }

    /** The parameter sets to begin with: the defaults of each candidate. */
    public static List<Map<String, Object>> defaults(List<String> candidates) {
        return CandidateSpace.defaults(families(candidates));
    }

    static List<Family> families(List<String> candidates) {
        return candidates == null || candidates.isEmpty()
                ? List.of(Family.values())
                : candidates.stream().map(Family::named).toList();
    }
}
