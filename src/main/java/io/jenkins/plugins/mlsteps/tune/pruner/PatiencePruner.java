package io.jenkins.plugins.mlsteps.tune.pruner;

import java.util.Collection;

/**
 * Stops a trial that has not improved on its own best value for some reports (Prechelt 1998, "Early Stopping — But When?",
 * criterion UP, without its strips).
 *
 * @param patience reports without improvement that are tolerated
 */
record PatiencePruner(int patience) implements Pruner {
    static final int PATIENCE = 10;

    @Override
    public boolean prunes(Curve trial, Collection<Curve> others) {
        return trial.isStale(patience);
    }
}
