package io.jenkins.plugins.mlsteps.tune.pruner;

import java.util.Collection;

/** Judges a running trial by what it and the others reported. */
@FunctionalInterface
public interface Pruner {
    /**
     * Asked after each report of a trial.
     *
     * @param trial with at least one value
     * @param others all other trials that reported something, whatever became of them
     */
    boolean prunes(Curve trial, Collection<Curve> others);

    /** Lets every trial run to its end. */
    static Pruner none() {
        return (trial, others) -> false;
    }
}
