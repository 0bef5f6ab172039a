package io.jenkins.plugins.mlsteps.tune.sampler;

import java.util.List;
import java.util.Optional;

/** Chooses the next point of a search space. One sampler serves one study, whose history only grows. */
public interface Sampler {
    /**
     * @param history what is known so far
     * @param number of the trial to choose for, from 0; it seeds what is random in the choice
     * @return a settled point that meets the constraints; empty when there is nothing left to try
     */
    Optional<double[]> ask(History history, int number);

    /** What an author should be told before the first trial. */
    default List<String> notices() {
        return List.of();
    }

    /** How the next trial is chosen, in a word or two; it changes during a study where a sampler switches. */
    String describe(History history);
}
